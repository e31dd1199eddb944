"""Receipts over HTTP: of an answer that is remembered, and the public key that they are checked with."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Request
from fastapi import Path as PathParam
from fastapi.responses import Response

from bot.records.receipts import ReceiptSigner, fingerprint
from bot.web.api.routes import NO_ANSWER, client_of
from bot.web.api.schemas import ANSWER_ID
from bot.web.http.problems import Json
from bot.web.service.desk import Desk

router = APIRouter()


@router.get("/api/answers/{id}/receipt", tags=["ask"], response_class=Response)
async def receipt(request: Request, id: Annotated[str, PathParam(pattern=ANSWER_ID)]) -> Response:
    """The signed receipt of an answer: question, text, and the words of each version that it quoted."""
    desk: Desk = request.app.state.desk
    desk.rates.read(client_of(request))
    record = await desk.read(desk.recall, id)
    if record is None or record != desk.records.get(id):
        raise HTTPException(404, NO_ANSWER)
    saved = {"Content-Disposition": f'attachment; filename="receipt-{id[:8]}.json"'}
    return Json(_signer(request).receipt(record), 200, saved)


@router.get("/api/receipt-key", tags=["watch"], response_class=Response)
async def receipt_key(request: Request) -> Response:
    """The public key that receipts of this server are checked with."""
    public = _signer(request).public
    return Json({"algorithm": "Ed25519", "public": public, "key": fingerprint(public)})


def _signer(request: Request) -> ReceiptSigner:
    signer: ReceiptSigner = request.app.state.signer
    return signer
