"""How strong a proven draft's scenarios are: its mutants tried, followed, stopped."""

from http import HTTPStatus

from flask import Blueprint, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from engine.acceptance.gate_strength import start_trial
from engine.model.errors import RequestMalformed
from engine.runtime.ask_strength import stop_strength
from engine.runtime.read_proof import read_trial
from engine.runtime.roles import REVIEWERS
from forms import proof_view
from forms.guard import engine, gives_json, official, role

page = Blueprint("designer_strength", __name__)

MOST_DIGITS = 4


@page.post("/designer/proofs/<proof_id>/strength")
@role(*REVIEWERS)
def begin(proof_id: str) -> ResponseReturnValue:
    """Begin to try so many mutants of what was proven, or all."""
    sample = _number(request.form.get("sample", "0"), "sample")
    start_trial(engine(), proof_id, by=official(), sample=sample)
    return _to(proof_id)


@page.post("/designer/proofs/<proof_id>/strength/stop")
@role(*REVIEWERS)
def stop(proof_id: str) -> ResponseReturnValue:
    """Stop the trial; what was found stays."""
    stop_strength(engine(), proof_id, by=official())
    return _to(proof_id)


@page.get("/designer/proofs/<proof_id>/strength/progress")
@role(*REVIEWERS)
@gives_json
def progress(proof_id: str) -> ResponseReturnValue:
    """Give where the trial stands, and what nobody noticed after that mutant."""
    after = _number(request.args.get("after", "0"), "after")
    shown = read_trial(engine(), proof_id, by=official(), after=after)
    return jsonify(
        {
            "state": shown.trial.state.value,
            "words": proof_view.told_trial(shown),
            "lines": [
                {
                    "seq": seq,
                    "stage": "漏过",
                    "words": mutant.words,
                    "mark": "",
                    "marked": "",
                }
                for seq, mutant in shown.survivors
            ],
        }
    )


def _number(told: str, name: str) -> int:
    if not (told.isascii() and told.isdigit() and len(told) <= MOST_DIGITS):
        raise RequestMalformed(why=name)
    return int(told)


def _to(proof_id: str) -> ResponseReturnValue:
    address = url_for("designer_proofs.show", proof_id=proof_id, _anchor="strength")
    return redirect(address, HTTPStatus.SEE_OTHER)
