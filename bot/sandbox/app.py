"""One Starlette application: the Bot API, the Sim API and the page of phones."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from bot.sandbox import sim
from bot.sandbox.api import Api, run
from bot.sandbox.files import DOWNLOAD_LIMIT
from bot.sandbox.refusals import Refused, not_found
from bot.sandbox.world import Sandbox

PAGE = Path(__file__).parent / "page"
GUARD = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
        "style-src 'self' 'unsafe-inline'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def build(token: str | None = None, *, box: Sandbox | None = None) -> Starlette:
    """Build the application over `box`, or over a new sandbox; it stands in `app.state.sandbox`."""
    box = box or Sandbox(token)
    box.run_method = run
    app = Starlette(
        routes=[
            Route("/bot{token}/{method}", Api(box)),
            Route("/file/bot{token}/{path:path}", _download(box)),
            *sim.routes(box),
            Route("/", _show_page),
            Route("/page/{path:path}", _show_page),
        ],
        exception_handlers={404: _miss},
    )
    app.state.sandbox = box
    return app


def _download(box: Sandbox) -> Callable[[Request], Awaitable[Response]]:
    async def download(request: Request) -> Response:
        try:
            box.check_token(request.path_params["token"])
        except Refused as refused:
            return JSONResponse(refused.answer(), refused.code)
        file = box.files.at(request.path_params["path"])
        if not file or file.size > DOWNLOAD_LIMIT:
            return JSONResponse(not_found().answer(), 404)
        return Response(file.content(), media_type=file.mime)

    return download


async def _show_page(request: Request) -> Response:
    path = (PAGE / request.path_params.get("path", "index.html")).resolve()
    if not path.is_relative_to(PAGE.resolve()) or not path.is_file():
        return JSONResponse(not_found().answer(), 404)
    return FileResponse(path, headers=GUARD)


async def _miss(request: Request, problem: Exception) -> Response:
    return JSONResponse(not_found().answer(), 404)
