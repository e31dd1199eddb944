"""Chat models by name: a provider's, or a GGUF file run by llama.cpp in this process."""

from __future__ import annotations

import atexit
import logging
import os
import secrets
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.types.errors import MissingPackage, ModelError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

TIMEOUT_S = 60.0          # until a provider must have answered
MAX_TOKENS = 700          # of an answer: some 500 words
CONTEXT_TOKENS = 8_192    # of a model that runs here
URL = "CUTTINGS_MODEL_URL"    # where an OpenAI-compatible server listens; keys come from the provider's own variable
_NAMES = '"provider:name" such as "openai:gpt-5-mini" or "ollama:llama3.2", or "gguf:PATH" for a model file'
_GGUF = "gguf:"

logger = logging.getLogger(__name__)


def load_model(choice: str | BaseChatModel) -> BaseChatModel:
    """The chat model of that name, or the one given.

    Raises ModelError for a name that can't be used, MissingPackage when the provider's package isn't installed. No
    message holds a key, nor what a provider's own exception says.
    """
    if not isinstance(choice, str):
        return _given(choice)
    if not all(choice.partition(":")[::2]):
        raise ModelError(f"A model is named {_NAMES}.")
    if choice.startswith(_GGUF):
        return _local(Path(choice.removeprefix(_GGUF)).expanduser())
    return _provided(choice)


def name_of(model: BaseChatModel) -> str:
    """What a model is called in answers and logs."""
    for attribute in ("model_name", "model"):
        if isinstance(name := getattr(model, attribute, None), str):
            return name
    return type(model).__name__


def _given(choice: BaseChatModel) -> BaseChatModel:
    from langchain_core.language_models import BaseChatModel

    if not isinstance(choice, BaseChatModel):
        raise ModelError(f"A model is named {_NAMES}.")
    return choice


def _provided(choice: str) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    provider = choice.partition(":")[0]
    try:
        model: BaseChatModel = init_chat_model(choice, **_settings(provider))
        return model
    except ImportError:
        package = f"langchain-{provider.replace('_', '-')}"
        raise MissingPackage.of_extra(f"The models of {provider} need the package {package}", "llm") from None
    except Exception as error:      # every provider raises its own; their texts may quote what they were given
        logger.debug("%s refused its settings: %s", provider, type(error).__name__)
        if type(error) is ValueError and "provider" in str(error):
            raise ModelError(f"No provider is called {provider!r}; name a model {_NAMES}.") from None
        raise ModelError(
            f"{provider} can't be used with these settings ({type(error).__name__}); is its key in the environment "
            f"({provider.upper()}_API_KEY), and the model's name right?"
        ) from None


def _settings(provider: str) -> dict[str, Any]:
    """One place for what every provider is told; retries are counted where the answer is made."""
    settings: dict[str, Any] = {"timeout": TIMEOUT_S, "max_retries": 0}
    if provider == "ollama":
        return {"client_kwargs": {"timeout": TIMEOUT_S}, "num_predict": MAX_TOKENS, **_address()}
    if provider == "openai":
        settings |= {"stream_usage": True, **_address()}
        if URL in os.environ and "OPENAI_API_KEY" not in os.environ:
            settings["api_key"] = "none"      # a server of one's own often wants none, and the client insists
    return settings | {"max_tokens": MAX_TOKENS}


def _address() -> dict[str, str]:
    address = os.environ.get(URL, "")
    return {"base_url": address} if address else {}


def _local(file: Path) -> BaseChatModel:
    """A model that llama.cpp serves on a loopback port of its own, under a key that only this process knows."""
    _check(file)
    llama = _package("xllamacpp")
    openai = _package("langchain_openai")
    key = secrets.token_urlsafe(24)
    params = llama.CommonParams()
    params.model.path = str(file)
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [key]
    params.n_ctx = CONTEXT_TOKENS
    params.n_parallel = 1
    params.n_predict = MAX_TOKENS
    params.ui = False
    params.verbosity = -1
    params.warmup = False
    try:
        server = llama.Server(params)
    except Exception:
        raise ModelError(f"llama.cpp can't load {file}: is it a GGUF chat model, and is there memory for it?") from None
    _servers.append(server)
    model: BaseChatModel = openai.ChatOpenAI(
        model=file.stem, base_url=f"{server.listening_address}/v1", api_key=key, temperature=0, stream_usage=True,
        max_tokens=MAX_TOKENS, timeout=TIMEOUT_S, max_retries=0,
    )
    return model


_servers: list[Any] = []           # kept for as long as the process lives; stopped in order before it ends
atexit.register(_servers.clear)


def _check(file: Path) -> None:
    try:
        with file.open("rb") as opened:
            start = opened.read(4)
    except OSError as error:
        raise ModelError(f"There is no model file {file} that can be read ({error.strerror}).") from None
    if start != b"GGUF":
        raise ModelError(f"{file} is no GGUF file; llama.cpp reads no other kind.")


def _package(name: str) -> Any:  # noqa: ANN401
    try:
        return import_module(name)
    except ImportError:
        raise MissingPackage.of_extra(f"Models from a file need {name.replace('_', '-')}", "llm") from None
