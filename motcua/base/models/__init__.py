from motcua.base.models.journal_entry import JournalEntry
from motcua.base.models.journal_position import JournalPosition
from motcua.base.models.journal_seal import JournalSeal
from motcua.base.models.journal_stream import JournalStream
from motcua.base.models.outbox_item import OutboxItem
from motcua.base.models.stored_file import StoredFile

__all__ = ["JournalEntry", "JournalPosition", "JournalSeal", "JournalStream", "OutboxItem", "StoredFile"]
