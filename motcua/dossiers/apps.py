from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "motcua.dossiers"
    label = "dossiers"

    def ready(self) -> None:
        """Declare the tasks and plug in the listeners."""
        from motcua.base.events import listen
        from motcua.directory.api import AgencyEnded, StaffDeactivated
        from motcua.dossiers import tasks  # noqa: F401
        from motcua.dossiers.listeners import (
            OF_MONEY,
            on_agency_ended,
            on_bill_settled,
            on_money_back,
            on_staff_deactivated,
        )
        from motcua.payments.api import BillSettled

        listen(BillSettled, on_bill_settled)
        for kind in OF_MONEY:
            listen(kind, on_money_back)
        listen(StaffDeactivated, on_staff_deactivated)
        listen(AgencyEnded, on_agency_ended)
