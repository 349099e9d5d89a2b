"""What is under deploy/ is valid in its own format, and names what exists."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from terminal.settings import DEFAULTS
from tests.missing import missing
from web.operations.metrics import exposition

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
MANIFESTS = [
    file for file in sorted((DEPLOY / "kubernetes").glob("*.yaml")) if file.name != "kustomization.yaml"
]
METRIC = re.compile(r"\bdaleel_[a-z_]+")


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)


def tool(name: str) -> Path:
    return Path(sys.executable).with_name(name)


def test_the_dockerfile_is_clean() -> None:
    # DL3008: a pinned Debian package is gone from the mirror within weeks.
    found = run(tool("hadolint"), "--ignore", "DL3008", "--failure-threshold", "info", DEPLOY / "Dockerfile")
    assert found.returncode == 0, found.stdout


def test_compose_is_valid() -> None:
    command = (tool("check-jsonschema"), "--builtin-schema", "vendor.compose-spec", DEPLOY / "compose.yaml")
    found = run(*command)
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize("file", MANIFESTS, ids=lambda file: str(file.name))
def test_manifests_are_valid(file: Path) -> None:
    found = run(tool("kubernetes-validate"), "--strict", file)
    assert found.returncode == 0, found.stdout + found.stderr


def test_kustomize_names_every_manifest() -> None:
    kustomization = yaml.safe_load((DEPLOY / "kubernetes/kustomization.yaml").read_text())
    assert sorted(kustomization["resources"]) == [file.name for file in MANIFESTS]


def _containers(document: dict[str, Any]) -> list[dict[str, Any]]:
    template = document.get("spec", {}).get("template", {})
    return list(template.get("spec", {}).get("containers", []))


def test_every_container_is_confined_and_bounded() -> None:
    documents = [each for file in MANIFESTS for each in yaml.safe_load_all(file.read_text())]
    found = [each for document in documents for each in _containers(document)]
    assert len(found) >= 6
    for container in found:
        assert container["securityContext"]["readOnlyRootFilesystem"], container["name"]
        assert not container["securityContext"]["allowPrivilegeEscalation"], container["name"]
        assert container["resources"]["limits"]["memory"], container["name"]


@pytest.mark.parametrize("name", ["web", "rasa", "actions"])
def test_what_listens_is_asked_whether_it_lives(name: str) -> None:
    (process,) = [
        container
        for document in yaml.safe_load_all((DEPLOY / f"kubernetes/{name}.yaml").read_text())
        for container in _containers(document)
    ]
    assert {"startupProbe", "livenessProbe", "readinessProbe"} <= set(process)
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    assert name == "web" or services[name]["healthcheck"]["test"]  # web's is the image's own


@pytest.mark.parametrize("file", ["compose.yaml", "env.example", "kubernetes/settings.env"])
def test_settings_are_known(file: str) -> None:
    names = set(re.findall(r"\bDALEEL_[A-Z_]+", (DEPLOY / file).read_text()))
    assert names
    assert names <= {*DEFAULTS, "DALEEL_ACTIONS_WEBHOOK"}  # the last is made of DALEEL_ACTIONS_URL


@pytest.mark.parametrize("file", ["prometheus/rules.yaml", "grafana/daleel.json"])
def test_alarms_and_charts_ask_for_what_is_counted(file: str) -> None:
    counted = set(re.findall(METRIC, exposition().decode()))
    counted |= {name + part for name in counted for part in ("_bucket", "_sum", "_count", "_total")}
    asked = set(re.findall(METRIC, (DEPLOY / file).read_text())) - {"daleel_metrics"}
    assert asked
    assert asked <= counted


def test_the_dashboard_is_json_with_a_panel_of_each_kind_of_trouble() -> None:
    panels = json.loads((DEPLOY / "grafana/daleel.json").read_text())["panels"]
    places = {(each["gridPos"]["x"], each["gridPos"]["y"]) for each in panels}
    assert len(places) == len(panels) >= 6  # none lies upon another


def test_nginx_takes_its_settings(tmp_path: Path) -> None:
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")  # not on everybody's PATH
    if not nginx:
        missing("nginx is not installed")
    run(
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=daleel.example.org",
        "-keyout", tmp_path / "daleel.key", "-out", tmp_path / "daleel.crt",
    )  # fmt: skip
    for file in (DEPLOY / "nginx").glob("*.conf"):
        text = file.read_text()
        for real, here in (("/etc/nginx/tls", tmp_path), ("/etc/nginx/snippets", tmp_path)):
            text = text.replace(real, str(here))
        (tmp_path / file.name).write_text(text.replace("/var/log/nginx", str(tmp_path)))
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{\n"
        f"include {tmp_path}/daleel-upstream.conf;\ninclude {tmp_path}/daleel.conf;\n}}\n"
    )
    found = run(nginx, "-t", "-c", tmp_path / "nginx.conf", "-p", tmp_path)
    assert found.returncode == 0, found.stderr


def test_systemd_takes_its_units(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if not analyze:
        missing("systemd is not installed")
    user = "daemon"  # one that exists on every Debian
    written = run(sys.executable, "-m", "terminal.install_service", "--to", tmp_path, "--user", user)
    assert written.returncode == 0, written.stderr
    for name in ("web", "worker"):
        (tmp_path / f"daleel@{name}.service").symlink_to(tmp_path / "daleel@.service")
    found = run(analyze, "verify", tmp_path / "daleel@web.service", tmp_path / "daleel@worker.service")
    assert not [line for line in found.stderr.splitlines() if "daleel" in line], found.stderr
