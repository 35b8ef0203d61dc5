"""Reads Python source and says where it breaks the import rule or another rule of the house.

Each check takes a `Module` and yields one line per breach; `tests/test_imports.py` holds the table
and runs them over the whole source.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

LAYERS = ["models", "actions", "forms", "views", "urls"]
OURS = {"audits", "scorecard", "tests"}


@dataclass(frozen=True)
class Imported:
    name: str
    line: int
    function: str | None


@dataclass(frozen=True)
class Module:
    """One source file, known by its path from the top of the repository."""

    path: str
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source, filename=self.path)

    @cached_property
    def parts(self) -> list[str]:
        return self.path.removesuffix(".py").removesuffix("/__init__").split("/")

    @property
    def app(self) -> str:
        return self.parts[1] if len(self.parts) > 1 else ""

    @cached_property
    def imports(self) -> list[Imported]:
        return list(imports_in(self.tree, self.package, None))

    @property
    def package(self) -> list[str]:
        return self.parts if self.path.endswith("/__init__.py") else self.parts[:-1]

    def breach(self, line: int, text: str) -> str:
        return f"{self.path}:{line} {text}"


def imports_in(node: ast.AST, package: list[str], function: str | None) -> Iterator[Imported]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Imported(alias.name, child.lineno, function) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            base = package[: len(package) - child.level + 1] if child.level else []
            prefix = ".".join([*base, *([child.module] if child.module else [])])
            yield from (Imported(f"{prefix}.{alias.name}", child.lineno, function) for alias in child.names)
        elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from imports_in(child, package, child.name)
        else:
            yield from imports_in(child, package, function)


def is_within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def wrong_arrows(module: Module, table: Mapping[str, set[str]]) -> Iterator[str]:
    """Imports of an app that the table does not allow this one."""
    if module.app == "urls":
        return
    allowed = table.get(module.app, set()) | {module.app}
    for found in module.imports:
        names = found.name.split(".")
        if names[0] == "scorecard":
            yield module.breach(found.line, "imports scorecard, which is only plumbing")
        if names[0] == "audits" and len(names) > 1 and names[1] not in allowed:
            yield module.breach(found.line, f"{module.app} imports {names[1]}")


def layer(parts: list[str]) -> int | None:
    return LAYERS.index(parts[2]) if len(parts) > 2 and parts[2] in LAYERS else None


def wrong_layers(module: Module) -> Iterator[str]:
    """Inside one app: models <- actions <- forms <- views <- urls."""
    own = layer(module.parts)
    for found in module.imports:
        names = found.name.split(".")
        other = layer(names) if names[:2] == module.parts[:2] else None
        if own is not None and other is not None and other > own:
            yield module.breach(found.line, f"{LAYERS[own]} imports {LAYERS[other]}")


def hidden_imports(module: Module) -> Iterator[str]:
    """Our own code imported inside a function: the sign of a wrong arrow.

    Django calls `ready` when models may be loaded, so an app may fetch its own signals and checks there.
    """
    own = ".".join(module.parts[:-1])
    for found in module.imports:
        is_ready = module.parts[-1] == "apps" and found.function == "ready" and is_within(found.name, own)
        if found.function and found.name.split(".")[0] in OURS and not is_ready:
            yield module.breach(found.line, f"imports {found.name} inside {found.function}()")


def forbidden_imports(module: Module, packages: set[str]) -> Iterator[str]:
    for found in module.imports:
        if any(is_within(found.name, package) for package in packages):
            yield module.breach(found.line, f"imports {found.name}")


def forbidden_names(module: Module, names: set[str]) -> Iterator[str]:
    for node in ast.walk(module.tree):
        used = node.id if isinstance(node, ast.Name) else getattr(node, "attr", None)
        if used in names:
            yield module.breach(getattr(node, "lineno", 0), f"uses {used}")


def is_nothing(statement: ast.stmt) -> bool:
    is_constant = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return is_constant or isinstance(statement, ast.Pass)


def swallowed(module: Module) -> Iterator[str]:
    """Errors that disappear: a bare except, a handler that does nothing, a suppress of everything."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            yield module.breach(node.lineno, "bare except")
        if isinstance(node, ast.ExceptHandler) and all(is_nothing(line) for line in node.body):
            yield module.breach(node.lineno, "except that does nothing")
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress"):
            caught = {ast.unparse(argument) for argument in node.args}
            if caught & {"Exception", "BaseException"}:
                yield module.breach(node.lineno, "suppress of every error")
