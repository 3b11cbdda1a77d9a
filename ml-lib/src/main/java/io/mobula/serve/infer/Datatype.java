package io.mobula.serve.infer;

import java.util.HashMap;
import java.util.Map;

/** The element types of the Open Inference Protocol. */
public enum Datatype {
    /** One byte: 0 or 1. */
    BOOL(1),
    UINT8(1),
    UINT16(2),
    UINT32(4),
    UINT64(8),
    INT8(1),
    INT16(2),
    INT32(4),
    INT64(8),
    /** IEEE 754 binary16. */
    FP16(2),
    FP32(4),
    FP64(8),
    /** The upper half of an FP32. */
    BF16(2),
    /** Strings of bytes: each has its length before it, four bytes. */
    BYTES(0);

    private static final Map<String, Datatype> BY_NAME = new HashMap<>();

    static {
        for (Datatype type : values()) BY_NAME.put(type.name(), type);
    }

    private final int elementBytes;

    Datatype(int elementBytes) {
        this.elementBytes = elementBytes;
    }

    /** The size of an element; throws for BYTES, whose elements have sizes of their own. */
    public int elementBytes() {
        if (this == BYTES) throw new IllegalStateException("Elements of BYTES have sizes of their own");
        return elementBytes;
    }

    public static Datatype of(String name) {
        Datatype type = BY_NAME.get(name);
        if (type == null)
            throw new BadRequest("\"" + name + "\" is not a datatype: it is one of "
                    + BY_NAME.keySet().stream().sorted().toList());
        return type;
    }
}
