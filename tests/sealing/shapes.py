"""Every shape that an act can be decoded into, whichever module of `sealing` writes it down."""

import importlib
import pkgutil

from commission_app import sealing
from commission_app.sealing.documents import Document

MODULES = [
    importlib.import_module(f"{sealing.__name__}.{module.name}")
    for module in pkgutil.iter_modules(sealing.__path__)
    if module.name.endswith("documents")
]
SHAPES: list[type[Document]] = [
    found
    for module in MODULES
    for found in vars(module).values()
    if isinstance(found, type) and issubclass(found, Document) and found.__module__ == module.__name__
    if found is not Document
]
