"""The tools and resources as the official package serves them, over a pipe or over HTTP."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from fastapi import FastAPI, Request
from pydantic import BaseModel, ValidationError
from starlette.datastructures import Headers
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.web.http.prefix import base_of
from bot.web.http.problems import complaints, refused, sentence
from bot.web.mcp.addresses import ARTICLE, PASSAGE, article_uri
from bot.web.mcp.shapes import ArticleArguments, PassageArguments
from bot.web.mcp.tools import TOOLS, Caller, Tool, get_article, get_passage
from bot.web.service.desk import Desk
from corpus import InputError, MissingPackage

try:
    import mcp_types as types
    from mcp.server.context import ServerRequestContext
    from mcp.server.lowlevel.server import Server
    from mcp.server.stdio import stdio_server
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
    from mcp.shared.exceptions import MCPError
except ModuleNotFoundError as missing:
    if (missing.name or "").split(".")[0] not in ("mcp", "mcp_types"):
        raise
    raise MissingPackage.of_extra("This needs the package mcp", "mcp") from None

Context = ServerRequestContext[Any, Any]
Page = types.PaginatedRequestParams | None
Shape = TypeVar("Shape", bound=BaseModel)

PATH = "/mcp"
_JSON = "application/json"
_NEWEST = 20               # articles that are listed as resources; all others are found by search
_INSTRUCTIONS = (
    "A news archive that answers with word-for-word quotations. Cite each with its recommended citation, its date and "
    "its correction notes. When `answered` is false, say that the archive doesn't hold the answer."
)
_NOT_FROM_PAGES = "Pages in a browser can't call this address; a program sends no Origin."


@dataclass(frozen=True)
class ArchiveProtocol:
    """Answers each kind of call that a client may make."""

    desk: Desk
    tools: Sequence[Tool] = TOOLS

    def server(self) -> Server[Any]:
        """The server, over whatever carries it."""
        return Server(
            "cuttings",
            title="Cuttings",
            instructions=_INSTRUCTIONS,
            on_list_tools=self.list_tools,
            on_call_tool=self.call_tool,
            on_list_resources=self.list_resources,
            on_list_resource_templates=self.list_templates,
            on_read_resource=self.read_resource,
        )

    async def list_tools(self, context: Context, given: Page) -> types.ListToolsResult:
        """Every tool, with what it takes and gives."""
        return types.ListToolsResult(tools=[
            types.Tool(
                name=tool.name,
                title=tool.title,
                description=tool.description,
                input_schema=tool.takes.model_json_schema(),
                output_schema=tool.gives.model_json_schema(),
                annotations=types.ToolAnnotations(read_only_hint=True, open_world_hint=False),
            )
            for tool in self.tools
        ])

    async def call_tool(self, context: Context, given: types.CallToolRequestParams) -> types.CallToolResult:
        """What a tool gives, as JSON and structured; or why not, in one sentence for the client's model.

        Raises MCPError where there is no such tool.
        """
        tool = next((each for each in self.tools if each.name == given.name), None)
        if tool is None:
            raise MCPError(types.INVALID_PARAMS, f"There is no tool {given.name[:100]!r} here.")
        try:
            made = (await tool.call(self._caller(context), _checked(tool.takes, given.arguments or {}))).model_dump()
        except Exception as error:
            return types.CallToolResult(content=[types.TextContent(text=sentence(error))], is_error=True)
        text = _written(made)
        return types.CallToolResult(content=[types.TextContent(text=text)], structured_content=json.loads(text))

    async def list_resources(self, context: Context, given: Page) -> types.ListResourcesResult:
        """The newest articles: the others are found by search."""
        with _refusing():
            newest = await self._caller(context).read(self.desk.bot.archive.newest, _NEWEST)
        return types.ListResourcesResult(resources=[
            types.Resource(uri=article_uri(each), name=each.id, title=each.title, mime_type=_JSON) for each in newest
        ])

    async def list_templates(self, context: Context, given: Page) -> types.ListResourceTemplatesResult:
        """How addresses are written."""
        return types.ListResourceTemplatesResult(resource_templates=[
            types.ResourceTemplate(name="article", title="An article as it stands at present", uri_template=ARTICLE,
                                   mime_type=_JSON),
            types.ResourceTemplate(name="passage", title="Words of one version of an article", uri_template=PASSAGE,
                                   mime_type=_JSON),
        ])

    async def read_resource(
        self, context: Context, given: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        """An article or a passage, as the tools give it."""
        uri = str(given.uri)
        with _refusing():
            if uri.startswith("cuttings://article/"):
                made: BaseModel = await get_article(self._caller(context), _checked(ArticleArguments, {"article": uri}))
            else:
                made = await get_passage(self._caller(context), _checked(PassageArguments, {"uri": uri}))
        text = _written(made.model_dump())
        return types.ReadResourceResult(contents=[
            types.TextResourceContents(uri=given.uri, text=text, mime_type=_JSON)
        ])

    def _caller(self, context: Context) -> Caller:
        """Whoever is at the other end: over a pipe nobody has an address."""
        request: Request | None = context.request
        if request is None:
            return Caller(self.desk)
        return Caller(self.desk, request.client.host if request.client else "", base_of(request))


def mount_mcp(app: FastAPI) -> None:
    """Serve the protocol at /mcp, behind whatever guards the app; each request by itself, no sessions are kept."""
    served = _Served()
    inner = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[Any]:
        tools = (*TOOLS, *getattr(app.state, "tools", ()))      # and those of other interfaces
        manager = StreamableHTTPSessionManager(ArchiveProtocol(app.state.desk, tools).server(), stateless=True)
        async with inner(app) as state, manager.run():
            served.manager = manager
            yield state

    app.router.lifespan_context = lifespan
    app.router.routes.append(Route(PATH, served, include_in_schema=False))


async def serve_pipe(desk: Desk) -> None:
    """Serve the protocol over standard input and output, until the client closes them."""
    server = ArchiveProtocol(desk).server()
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())


class _Served:
    """Hands requests to the package while the app runs."""

    manager: StreamableHTTPSessionManager

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pages of other sites are kept out by their Origin, which browsers always send and programs don't."""
        if Headers(scope=scope).get("origin"):
            await refused(403, _NOT_FROM_PAGES, "elsewhere")(scope, receive, send)
        else:
            await self.manager.handle_request(scope, receive, send)


def _checked(shape: type[Shape], arguments: Mapping[str, Any]) -> Shape:
    try:
        return shape.model_validate(arguments)
    except ValidationError as error:
        raise InputError(complaints(error.errors())) from None


def _written(made: Mapping[str, Any]) -> str:
    """As JSON; half a character (a lone surrogate), which no message can carry, as a question mark."""
    return json.dumps(made, ensure_ascii=False).encode("utf-8", "replace").decode()


@contextmanager
def _refusing() -> Iterator[None]:
    """End an error as the protocol's own, in one sentence."""
    try:
        yield
    except Exception as error:
        code = types.INVALID_PARAMS if isinstance(error, InputError) else types.INTERNAL_ERROR
        raise MCPError(code, sentence(error)) from None
