"""A small, faultless pack that is none of ours, for breaking in one place at a time."""

from __future__ import annotations

from pathlib import Path

from motcua.catalogue.packs import Finding, lint

GOOD = """\
# Thông báo nuôi chó
id: dog_notice
code: "1.999999"
name: Thông báo nuôi chó
short_name: Thông báo nuôi chó
field: Chăn nuôi
online_level: full
channels: [online, counter]
valid_from: 2026-01-01
valid_to: 2027-12-31
limits:
  - {channel: online, value: 1, unit: working_day}
  - {channel: any, value: 2, unit: working_day}
fees:
  - {code: tag, kind: phi, name: Thẻ đeo cổ, amount: 5000, unit: copy, quantity: dog_count, legal: 281/2016/TT-BTC}
components:
  - {id: form, name: Tờ khai, mode: form}
  - {id: vaccine, name: Sổ tiêm phòng, mode: upload}
  - {id: card, name: Căn cước, mode: data, replaced_by: [vneid]}
results:
  - {id: reply, name: Phiếu tiếp nhận, kind: dog_reply}
form:
  sections:
    - id: dogs
      title: Chó
      fields:
        - {id: dog_count, label: Số con, type: number, min: 1, max: 20}
        - id: breed
          label: Giống
          type: choice
          options: [{value: local, label: Chó ta}, {value: foreign, label: Chó ngoại}]
        - id: breed_name
          label: Tên giống
          type: text
          show_if: {"==": [{var: breed}, foreign]}
    - id: keeper
      title: Người nuôi
      fields:
        - id: keeper_name
          label: Họ và tên
          type: name
          prefill: [{source: vneid, path: full_name}]
        - id: keeper_home
          label: Nơi thường trú
          type: address
          prefill: [{source: population, path: permanent_address}]
        - {id: promise, label: Tôi cam đoan khai đúng., type: statement}
  pages:
    - {id: how_many, title: "Bạn nuôi mấy con, giống gì?", fields: [dog_count, breed, breed_name]}
    - {id: home, title: Bạn ở đâu?, fields: [keeper_home]}
route:
  - {id: receive, kind: receive, role: clerk, share: 0.2, name: Tiếp nhận}
  - {id: sign, kind: sign, role: signer, share: 0.5, name: Ký}
  - {id: return, kind: return, role: clerk, share: 0.3, name: Trả}
legal:
  - {number: 32/2018/QH14}
"""


def line_of(text: str, part: str) -> int:
    """The line (from 1) on which `part` first stands."""
    return text[: text.index(part)].count("\n") + 1


def lint_text(folder: Path, text: str, name: str = "dog_notice.yaml") -> list[Finding]:
    """What the linter says of one pack."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return lint([path])
