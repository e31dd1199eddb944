#!/usr/bin/env bash
# Guess:   a search that names no output fields gives ids and distances, as Milvus documents; what isn't asked for isn't sent.
# Happens: milvus-lite 3.2.2 under pymilvus 3.0.2 gives every field of every hit, vectors and long texts included; naming the
#          primary key alone keeps them away.
# Matters: 64 hits whose fields hold token vectors are megabytes that are decoded for nothing: most of a search's time here.
#          Always name what is wanted, if it is only the id.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pymilvus==3.0.2 milvus-lite==3.2.2 2>/dev/null
cat > "$folder/search.py" <<'P'
import sys
from importlib.metadata import version
from pymilvus import DataType, MilvusClient

client = MilvusClient(sys.argv[1])
schema = client.create_schema(auto_id=False)
schema.add_field("id", DataType.INT64, is_primary=True)
schema.add_field("vector", DataType.FLOAT_VECTOR, dim=4)
schema.add_field("text", DataType.VARCHAR, max_length=1000)
index = client.prepare_index_params()
index.add_index("vector", index_type="FLAT", metric_type="COSINE")
client.create_collection("news", schema=schema, index_params=index)
client.insert("news", [{"id": row, "vector": [1.0, float(row), 0.0, 0.0], "text": "ferry " * 100} for row in range(5)])
client.load_collection("news")


def fields(**more):
    return sorted(client.search("news", data=[[1.0, 0.0, 0.0, 0.0]], limit=3, **more)[0][0]["entity"])


unnamed, named = fields(), fields(output_fields=["id"])
print(f"pymilvus {version('pymilvus')}, milvus-lite {version('milvus-lite')}: fields of a hit without output_fields: "
      f"{unnamed}; with output_fields=['id']: {named}")
sys.exit(not ("text" in unnamed and "vector" in unnamed and "text" not in named))
P
"$folder/venv/bin/python" "$folder/search.py" "$folder/news.db" 2>/dev/null || { echo "no longer so"; exit 1; }
