"""Pages with words of one's own beside a form: kept as a box is left, there again on any device until they are sent."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from motcua.base.clock import now
from motcua.base.kit.moments import show_time
from motcua.directory.typed import take_typed
from motcua.eforms.api import drop_unsent, keep_unsent, unsent

LEFT = "luu"  # in the address of a page: a box was left, nothing was pressed


class Beside:
    """The boxes `names` of one page: whose words (`writer`), about what (`place`)."""

    def __init__(self, request: HttpRequest, *, writer: str, place: str, names: Sequence[str]) -> None:
        self.request, self.writer, self.place, self.names = request, writer, place, names
        self.only_left = request.method == "POST" and LEFT in request.GET

    def left(self) -> HttpResponse | None:
        """Where a box was only left, keep what stands in them all: the mark to show beside the button. Else None."""
        if not self.only_left:
            return None
        said = _("Đã giữ tạm lúc %(at)s. Bấm nút ở trên mới là gửi.") % {"at": show_time(now())}
        return HttpResponse(said if self.keep() else "", content_type="text/plain; charset=utf-8")

    def keep(self) -> bool:
        """Keep what stands in the boxes; False where nothing does."""
        words = {name: self.request.POST.getlist(name) for name in self.names}
        return keep_unsent(writer=self.writer, place=self.place, words=words)

    def sent(self) -> None:
        """They reached whoever they were for."""
        drop_unsent(writer=self.writer, place=self.place)

    def words(self) -> QueryDict:
        """What to show in the boxes: what was just pressed, else what was there before."""
        return self.request.POST if self.request.method == "POST" else self.before

    @cached_property
    def before(self) -> QueryDict:
        """What waited for its owner (which gives it up), else what was kept as it was left; empty at a press."""
        if self.request.method == "POST":
            return QueryDict()
        return take_typed(self.request) or self._kept()

    def _kept(self) -> QueryDict:
        found = QueryDict(mutable=True)
        for name, values in unsent(self.writer, self.place).items():
            found.setlist(name, values)
        return found
