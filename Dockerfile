# Serves an archive on a CPU: no root, nothing written outside of /tmp and the volume, no request to another host.
#   docker build -t cuttings .
#   docker run --read-only --tmpfs /tmp --volume /srv/news/archive:/archive:ro --publish 7860:7860 cuttings
FROM python:3.11-slim-bookworm AS built

# Extras of pyproject.toml, apart by commas; an index that has torch for CPUs alone makes the image some GB smaller.
ARG EXTRAS=mcp,milvus
ARG PIP_EXTRA_INDEX_URL=

WORKDIR /src
COPY pyproject.toml README.md LICENSE app.py requirements*.txt ./
COPY corpus corpus
COPY index index
COPY bot bot
RUN python -m venv /opt/cuttings \
 && /opt/cuttings/bin/pip install --no-cache-dir --disable-pip-version-check ".[${EXTRAS}]"
# The models are converted once, here, so that no container waits for them.
RUN CUTTINGS_CACHE=/opt/cuttings/models /opt/cuttings/bin/python -c "from index import load_embedder; load_embedder().embed(['once'])" \
 && CUTTINGS_CACHE=/opt/cuttings/models /opt/cuttings/bin/python -c "from index.cross_encoder.reading import converted; converted()"

FROM python:3.11-slim-bookworm
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin cuttings \
 && install --directory --owner 10001 --group 10001 /archive /kept
COPY --from=built /opt/cuttings /opt/cuttings
ENV PATH=/opt/cuttings/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp \
    CUTTINGS_CACHE=/opt/cuttings/models \
    CUTTINGS_ARCHIVE=/archive \
    CUTTINGS_HOST=0.0.0.0 \
    CUTTINGS_PORT=7860
USER 10001:10001
VOLUME ["/archive", "/kept"]
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['CUTTINGS_PORT'] + '/healthz', timeout=4)"]
ENTRYPOINT ["cuttings"]
CMD ["serve"]
