"""The fields of a job file or a receipt, from its JSON Schema."""

import json

import mdoc

# A limit that stands for "any number that a job file may hold".
_MOST = 10**15


class Schema:
    """One schema file."""

    def __init__(self, path):
        self.root = json.loads(path.read_text())
        self.definitions = self.root["$defs"]
        # The fields of which objects have been told, so that they are told once.
        self.told = {}

    def resolve(self, spec):
        """A field's schema with what it refers to, and the name of the value that it is."""
        name = None
        while "$ref" in spec:
            name = spec["$ref"].removeprefix("#/$defs/")
            target = self.definitions[name]
            spec = target | {key: value for key, value in spec.items() if key != "$ref"}
            if "$ref" not in target:
                break
            spec["$ref"] = target["$ref"]
        is_value = name and spec.get("type") in ("string", "integer")
        if is_value and spec.get("description") == self.definitions[name].get("description"):
            spec = {key: value for key, value in spec.items() if key != "description"}
        return spec, name if is_value else None

    def fields(self, holder, leave_out=()):
        """The properties of an object, but for those of these names."""
        required = holder.get("required", [])
        return mdoc.tagged(
            ("Cm " + mdoc.argument(name), self._body(name, spec, name in required))
            for name, spec in holder["properties"].items() if name not in leave_out)

    def values(self):
        """The named kinds of values."""
        return {
            name: spec for name, spec in self.definitions.items()
            if spec.get("type") in ("string", "integer")}

    def variants(self, spec):
        """The objects that an item may be."""
        spec, _ = self.resolve(spec)
        return [self.resolve(each)[0] for each in spec.get("oneOf", [spec])]

    def _body(self, name, spec, is_required):
        spec, value = self.resolve(spec)
        need = "Required" if is_required else "Optional"
        lines = mdoc.prose(f"{need}: {self._kind(spec, value)}.")
        if description := spec.get("description"):
            lines += mdoc.prose(description)
        if "default" in spec:
            lines += mdoc.prose(f"Default `{json.dumps(spec['default'])}`.")
        inner, _ = self.resolve(spec.get("items", spec))
        if "properties" in inner:
            lines += self._inner(name, inner)
        return lines

    def _inner(self, name, spec):
        """The fields of an object that stands in the field of this name."""
        key = json.dumps(spec["properties"])
        if key in self.told:
            return mdoc.prose(f"The same fields as in `{self.told[key]}` above.")
        if spec in self.definitions.values():
            self.told[key] = name
        return self.fields(spec)

    def _kind(self, spec, value):
        if value:
            return _printed(value)
        if "const" in spec:
            return f"always `{spec['const']}`"
        if "enum" in spec:
            return "one of " + ", ".join(
                "null" if each is None else f"`{each}`" for each in spec["enum"])
        if "anyOf" in spec:
            return " or ".join(self._kind(*self.resolve(each)) for each in spec["anyOf"])
        kind = spec["type"]
        if kind == "integer":
            return "an integer" + _range(spec.get("minimum"), spec.get("maximum"))
        if kind == "array":
            return "an array" + _range(spec.get("minItems"), spec.get("maxItems"))
        words = {"object": "an object", "boolean": "true or false", "string": "a string"}
        return words.get(kind, kind)


def envelope(schemas):
    """The names of those properties of a job file that are the same in every kind."""
    first, *others = [schema.root["properties"] for schema in schemas]
    return [
        name for name, spec in first.items()
        if name == "schema" or all(other.get(name) == spec for other in others)]


def all_values(schemas):
    """Each named kind of value once, with what it is."""
    values = {}
    for schema in schemas:
        for name, spec in schema.values().items():
            values.setdefault(name, spec)
    entries = []
    for name, spec in sorted(values.items(), key=lambda value: _printed(value[0]).lower()):
        lines = mdoc.prose(spec["description"])
        if examples := spec.get("examples"):
            lines += mdoc.prose(
                "As " + " or ".join(f"`{json.dumps(example)}`" for example in examples) + ".")
        entries.append(("Em " + mdoc.argument(_printed(name)), lines))
    return mdoc.tagged(entries)


def items(schema):
    """What the items of a job file may be: what all kinds share, then each kind."""
    variants = schema.variants(schema.root["properties"]["items"]["items"])
    if len(variants) == 1:
        return mdoc.prose(_title(variants[0])) + schema.fields(variants[0])
    common = [
        name for name, spec in variants[0]["properties"].items()
        if all(each["properties"].get(name) == spec for each in variants)]
    shared = {
        "required": variants[0]["required"],
        "properties": {name: variants[0]["properties"][name] for name in common}}
    lines = mdoc.prose("Every item has:") + schema.fields(shared)
    for variant in variants:
        lines += [".Pp"] + mdoc.prose(_title(variant)) + schema.fields(variant, common)
    return lines


def _title(spec):
    title = f"`{spec['title']}`."
    return title + (" " + spec["description"] if "description" in spec else "")


def _printed(name):
    words = {"nik": "NIK", "rupiah": "rupiah", "amount": "rupiah, from 1"}
    return words.get(name, name)


def _range(least, most):
    if most is None or most >= _MOST:
        return "" if least is None or least <= -_MOST else f", {least} or more"
    return f" of {least or 0} to {most}" if least or most else ""
