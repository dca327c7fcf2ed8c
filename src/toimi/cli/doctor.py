"""``toimi doctor``: what keeps the office from starting here, and what mends it."""

from __future__ import annotations

import click

from toimi.cli.cases import as_json, language, print_data
from toimi.cli.up import office_texts, said
from toimi.server.examination import data_folder, examine


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port wanted.")
@language
@as_json
def command(port: int, lang: str, json_: bool) -> None:
    """Whether the office can start here, and if not, what mends it. Ends with code 1 if something is wrong."""
    texts, findings = office_texts(lang), []
    for finding in examine(data_folder(), port):
        findings.append(finding)
        if not json_:
            click.echo(f"{'✓' if finding.is_well else '✗'} {said(finding, texts)}")
    is_well = all(finding.is_well for finding in findings)
    if json_:
        print_data([
            {
                "what": one.what, "is_well": one.is_well, **one.values,
                **({"problem": one.because.code} if one.because else {}), "says": said(one, texts),
            }
            for one in findings
        ])  # fmt: skip
    else:
        click.echo(texts.of("doctor", "all_well" if is_well else "not_well"))
    if not is_well:
        raise SystemExit(1)
