package io.mobula.wire.value;

import java.nio.charset.StandardCharsets;

/** A class of the user's whose value is its fields. */
abstract class ShapedForm extends Form {
    final Class<?> type;
    final Slot[] slots;

    /** Of the fields' names and types: bytes made by a class with others are refused, not misread. */
    final int fingerprint;

    private final byte[] description;
    private final int tag;

    ShapedForm(Class<?> type, Slot[] slots, int tag) {
        this.type = type;
        this.slots = slots;
        this.tag = tag;
        var fields = new StringBuilder();
        for (Slot slot : slots) fields.append(slot.description());
        fingerprint = fields.toString().hashCode();
        Sink sink = new Sink();
        sink.bytes(type.getName().getBytes(StandardCharsets.UTF_8));
        sink.i32(fingerprint);
        description = sink.toBytes();
    }

    final int tag() {
        return tag;
    }

    final ShapedForm expect(int found) {
        if (tag != found) throw new Source.Malformed("tag " + found + " for " + type.getName());
        return this;
    }

    final void writeSlots(Encoder out, Object value) {
        out.writeShape(this, description);
        for (Slot slot : slots) slot.write(out, value);
    }
}
