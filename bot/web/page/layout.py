"""The page: a chat with the archive, and the cuttings beside it."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import FileResponse, RedirectResponse, Response

from bot.answer import LENGTHS
from bot.web.http.gradio_alone import gr
from bot.web.http.page_guard import CHAT_PATH
from bot.web.http.problems import Json, sentence
from bot.web.http.quiet import QuietBlocks
from bot.web.http.roles import FROM_DESK
from bot.web.page.filters import chosen
from bot.web.page.finder import kept_beside
from bot.web.page.markup import escape
from bot.web.page.masthead import behind, masthead_html, out_of_order
from bot.web.page.messages import mark, past_turns, trouble_mark
from bot.web.page.render import (
    chat_markdown,
    draft_markdown,
    empty_panel,
    looking,
    plain_text,
    sources_html,
)
from bot.web.page.texts import ENGLISH, TEXTS, Words, words
from bot.web.service.desk import Asking, Desk, Served
from corpus import CuttingsError
from corpus.text.clean import without_surrogates

Reply = tuple[str, Any]    # the chat message so far as Markdown, and what the panel beside it shows

STATIC = Path(__file__).with_name("static")
EXAMPLES = 6
_GRADIO = {"chatbot.copy_message": "copy_message", "chatbot.copied_message": "copied_message",
           "common.complete": "complete"}     # what 6.31 has no words for in these languages: its key, and ours

router = APIRouter(include_in_schema=False)


@router.api_route("/", methods=["GET", "HEAD"])
def front(request: Request) -> Response:
    """Send readers to the chat, with the theme they asked for."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{CHAT_PATH.lstrip('/')}/{query}")      # from here: a proxy may put a path before it


@router.get("/favicon.ico")
def favicon() -> Response:
    """The sign in the browser's tab."""
    return FileResponse(STATIC / "favicon.svg", media_type="image/svg+xml")


@router.get("/manifest.json")
def manifest() -> Response:
    """What Gradio's page asks for at the root of the site."""
    return Json({"name": "Cuttings", "start_url": f"{CHAT_PATH}/", "display": "browser"})


def mount_page(app: FastAPI, desk: Desk, stale_after_days: float = 0) -> None:
    """Put the chat under /chat/ of the app, and what belongs to it at the root.

    The page says when the archive was not brought up to date for `stale_after_days` (0: it may be of any age).
    """
    blocks = page(desk, stale_after_days).pass_on(desk.limits)
    app.state.page_inputs = blocks.taken()
    app.include_router(router)
    gr.mount_gradio_app(
        app,
        blocks,
        path=CHAT_PATH,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        max_file_size="1kb",
        show_error=False,
        ssr_mode=False,
        mcp_server=False,
        i18n=gr.I18n(**{
            language: {theirs: texts[ours] for theirs, ours in _GRADIO.items()} for language, texts in TEXTS.items()
        }),
        theme=_theme(),
    )


def page(desk: Desk, stale_after_days: float = 0) -> QuietBlocks:
    """The page as Gradio sees it."""
    bot = desk.bot

    def head(texts: Words = ENGLISH) -> str:
        info = bot.archive.info()
        return masthead_html(info, texts, behind(info, stale_after_days, datetime.now(UTC), texts))

    blocks = QuietBlocks(title=f"Cuttings: {bot.archive.info().name}", fill_height=True, analytics_enabled=False)
    with blocks:
        masthead = _markup(head(), "masthead")
        filters = gr.Textbox(show_label=False, label="Filters as JSON", elem_id="scope", container=False)
        panel = _markup(empty_panel(), "panel", render=False)
        with gr.Row(elem_id="desk"):
            with gr.Column(scale=3, min_width=300, elem_id="conversation"):
                chat = _chat(desk, panel, filters)
            with gr.Column(scale=2, min_width=300, elem_id="evidence"):
                panel.render()  # type: ignore[no-untyped-call]
        _keep_fresh(blocks, desk, head, masthead, chat, panel)
    return blocks


async def replies(
    desk: Desk,
    question: object,
    history: object,
    client: str = "",
    talk: str = "",
    filters: object = "",
    languages: str = "",
    *,
    at_desk: bool = False,
) -> AsyncGenerator[Reply, None]:
    """One answer as it grows; whatever goes wrong ends as one sentence in the chat.

    `filters` is what the reader has chosen, as JSON; `languages` what the browser would like to read. A preview is for
    the desk alone, and its answer is kept nowhere.
    """
    texts = words(languages)
    yield looking(texts), empty_panel(texts)
    text = ""
    try:
        place = chosen(filters, desk=at_desk)
        past, before = await desk.read(past_turns, desk, history)
        asking = Asking(
            without_surrogates(str(question)), past, place.scope, client, talk=talk,
            narrow=place.narrow, respell=place.respell, before=before,
        )
        async with aclosing(desk.stream(asking)) as pieces:
            async for piece in pieces:
                if isinstance(piece, Served):
                    shown = f"{chat_markdown(piece.answer, texts)} {mark(piece)}", sources_html(piece.answer, texts)
                    if piece.id:
                        kept = kept_beside(piece.answer, place, languages)
                        desk.shown.put(piece.id, {"question": escape(piece.answer.question), "shown": shown, **kept})
                    yield shown
                elif piece:
                    text += piece
                    yield draft_markdown(text, texts=texts), gr.skip()
    except Exception as error:
        yield f"{escape(sentence(error))} {trouble_mark(error)}", empty_panel(texts)


def again(desk: Desk, ids: str, texts: Words = ENGLISH) -> tuple[list[dict[str, str]], str]:
    """A conversation by the ids of its answers, as far as they are remembered: what the chat and the panel showed."""
    found = [shown for id in ids.split()[: LENGTHS.turns] if (shown := desk.recall_shown(id))]
    asked = [{"role": "user", "content": each["question"]} for each in found]
    answered = [{"role": "assistant", "content": each["shown"][0]} for each in found]
    messages = [message for turn in zip(asked, answered, strict=True) for message in turn]
    return messages, found[-1]["shown"][1] if found else empty_panel(texts)


class _Chat(gr.ChatInterface):
    """Gradio's chat, in which a question stands as it was typed: neither Markdown nor an image is made of it."""

    def _append_message_to_history(
        self, message: Any, history: list[Any], role: Literal["user", "assistant"] = "user"  # noqa: ANN401
    ) -> list[Any]:
        if role == "user":
            message = escape(message["text"] if isinstance(message, dict) else str(message))
        return super()._append_message_to_history(message, history, role)

    def _pop_last_user_message(self, history: list[Any]) -> tuple[Any, str]:
        rest, message = super()._pop_last_user_message(history)
        return rest, plain_text(str(message))


def _at_desk(request: gr.Request) -> bool:
    """Whether the newsroom's desk sent what Gradio passes on, without what would show it."""
    return bool(request.request and request.request.scope.get(FROM_DESK))


def _chat(desk: Desk, panel: gr.Markdown, filters: gr.Textbox) -> gr.ChatInterface:
    chat = _Chat(
        _replier(desk),
        chatbot=_chatbot(),
        textbox=_question(),
        additional_inputs=[filters],
        additional_outputs=[panel],
        examples=[["Examples come as the page is opened."]],     # any, so that a click on one is listened to
        cache_examples=False,
        api_name="ask",
        api_description="Answer a question from the archive; the second value is the panel of sources as HTML.",
        show_progress="hidden",
        fill_width=True,
        analytics_enabled=False,
    )
    chat.chatbot.examples = []
    chat.textbox.show_label = True       # ChatInterface hides it, and its placeholder goes after one question
    return chat


def _replier(desk: Desk) -> Callable[..., AsyncIterator[Reply]]:
    async def reply(
        message: str, history: list[dict[str, Any]], filters: str, request: gr.Request
    ) -> AsyncIterator[Reply]:
        client = request.client.host if request.client else ""
        languages = _languages(request)
        talk = request.session_hash or ""
        async with aclosing(replies(desk, message, history, client, talk, filters, languages, at_desk=_at_desk(request))
                            ) as growing:
            async for each in growing:
                yield each

    return reply


def _languages(request: gr.Request) -> str:
    return str(request.headers.get("accept-language", ""))


def _question() -> gr.Textbox:
    return gr.Textbox(
        label=ENGLISH["ask_archive"],
        elem_id="question",
        lines=1,
        max_lines=6,
        submit_btn=True,
        stop_btn=True,
    )


def _chatbot() -> gr.Chatbot:
    return gr.Chatbot(
        show_label=False,
        label=ENGLISH["conversation"],
        elem_id="chat",
        scale=1,
        autoscroll=False,      # the page shows a new question at the top, and its answer grows below it
        height=None,
        placeholder=_welcome(ENGLISH),
        buttons=["copy"],
        layout="bubble",
        latex_delimiters=[],
        allow_tags=False,
        allow_file_downloads=False,
        feedback_options=None,
    )


def _welcome(texts: Words) -> str:
    return f"<h2>{texts['welcome']}</h2><p>{texts['welcome_hint']}</p>"


def _markup(value: str, elem_id: str, render: bool = True) -> gr.Markdown:
    """Gradio's Markdown component, holding HTML: its HTML component needs script evaluation, which we forbid."""
    return gr.Markdown(value, elem_id=elem_id, render=render, latex_delimiters=[], container=False, buttons=[])


def _keep_fresh(
    blocks: gr.Blocks,
    desk: Desk,
    head: Callable[[Words], str],
    masthead: gr.Markdown,
    chat: gr.ChatInterface,
    panel: gr.Markdown,
) -> None:
    """Say what the archive holds now whenever the page is opened, and clear the panel with the answer it belongs to.

    What was said in this tab before is in the browser's memory of the tab, as ids, which the page types into a box that
    nobody sees and sends: handing them to the load event would take script evaluation, which we forbid.
    """
    bot = desk.bot
    tab = gr.Textbox(show_label=False, label="Earlier answers", elem_id="tab", container=False)
    send = gr.Button("Bring back", elem_id="bring-back")
    silent: Any = {"api_visibility": "private", "queue": False, "show_progress": "hidden"}

    def opened(request: gr.Request) -> tuple[str, Any, Any, Any]:
        texts = words(_languages(request))
        try:
            top, examples = head(texts), [{"text": text} for text in bot.suggestions(EXAMPLES, wait=False)]
        except CuttingsError as error:
            top, examples = out_of_order(sentence(error)), []
        chat = gr.update(examples=examples, label=texts["conversation"], placeholder=_welcome(texts))
        question = gr.update(label=texts["ask_archive"])
        panel = gr.skip() if texts is ENGLISH else empty_panel(texts)     # it is drawn in English
        return top, chat, question, panel

    def remembered(ids: str, request: gr.Request) -> tuple[Any, Any, Any]:
        messages, sources = again(desk, str(ids), words(_languages(request)))
        if not messages:       # all forgotten; the reader may have asked something new by now
            return gr.skip(), gr.skip(), gr.skip()
        return messages, messages, sources

    def emptied(request: gr.Request) -> str:
        return empty_panel(words(_languages(request)))

    blocks.load(opened, None, [masthead, chat.chatbot, chat.textbox, panel], **silent)
    send.click(remembered, tab, [chat.chatbot, chat.chatbot_state, panel], **silent)
    for event in (chat.chatbot.clear, chat.chatbot.undo, chat.textbox.stop):
        event(emptied, None, panel, api_visibility="private", queue=False, show_progress="hidden")


def _theme() -> gr.themes.Base:
    """Type from the reader's own machine; the colours are in paper.css, for light and dark at once."""
    return gr.themes.Base(
        font=["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"],
        font_mono=["ui-monospace", "Menlo", "Consolas", "monospace"],
    ).set(**_PAINT)


_PAINT = {
    name: value
    for base, value in {
        "body_background_fill": "var(--paper)",
        "body_text_color": "var(--ink)",
        "body_text_color_subdued": "var(--faded)",
        "background_fill_primary": "var(--paper)",
        "background_fill_secondary": "var(--tint)",
        "block_background_fill": "transparent",
        "block_border_color": "var(--rule)",
        "block_label_text_color": "var(--faded)",
        "block_title_text_color": "var(--faded)",
        "border_color_primary": "var(--rule)",
        "border_color_accent": "var(--stamp)",
        "color_accent_soft": "var(--tint)",
        "input_background_fill": "var(--sheet)",
        "input_border_color": "var(--rule)",
        "input_border_color_focus": "var(--stamp)",
        "input_placeholder_color": "var(--faded)",
        "link_text_color": "var(--link)",
        "link_text_color_hover": "var(--ink)",
        "link_text_color_visited": "var(--link)",
        "link_text_color_active": "var(--link)",
    }.items()
    for name in (base, f"{base}_dark")
}
