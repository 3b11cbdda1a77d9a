package io.mobula.tune;

/** From a domain's value to the component's type. */
enum Conversion {
    NONE,
    TO_INT,
    TO_LONG,
    TO_FLOAT,
    TO_DOUBLE;

    static Conversion to(Class<?> type) {
        if (type == int.class || type == Integer.class) return TO_INT;
        if (type == long.class || type == Long.class) return TO_LONG;
        if (type == float.class || type == Float.class) return TO_FLOAT;
        if (type == double.class || type == Double.class) return TO_DOUBLE;
        return NONE;
    }

    boolean isWhole() {
        return this == TO_INT || this == TO_LONG;
    }

    boolean isReal() {
        return this == TO_FLOAT || this == TO_DOUBLE;
    }

    Object convert(Object value) {
        return switch (this) {
            case NONE -> value;
            case TO_INT -> ((Number) value).intValue();
            case TO_LONG -> ((Number) value).longValue();
            case TO_FLOAT -> ((Number) value).floatValue();
            case TO_DOUBLE -> ((Number) value).doubleValue();
        };
    }
}
