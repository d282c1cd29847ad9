"""The diagram of a bundle as pages without a viewer draw it."""

from engine.bpmn.picture import planes
from engine.model.design_read import Picture
from engine.model.procedure import Bundle

DIAGRAM = "process.bpmn"


def pictures_of(bundle: Bundle) -> tuple[Picture, ...]:
    """Return the diagram plane by plane."""
    return tuple(
        Picture(
            drawing=plane.drawing,
            extent=plane.extent,
            ways=plane.ways,
            boxes={k: b for k, b in plane.places.items() if k not in plane.ways},
        )
        for plane in planes(bundle.files[DIAGRAM])
    )
