from motcua.gateways.models.call_record import CallRecord

__all__ = ["CallRecord"]
