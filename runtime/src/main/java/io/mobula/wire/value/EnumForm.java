package io.mobula.wire.value;

/** Constants by name: their order may differ between two versions of a program. */
final class EnumForm extends Form.WriteOnly {
    private final Class<?> declaring;

    EnumForm(Class<?> type) {
        // A constant with a body has a class of its own.
        this.declaring = type.isEnum() || type == Enum.class ? type : type.getSuperclass();
    }

    @Override
    void write(Encoder out, Object value) {
        out.sink.u8(Tag.ENUM);
        out.writeClass(declaring);
        out.name(((Enum<?>) value).name());
    }

    @Override
    Object copy(Copier copier, Object value) {
        return value;
    }

    @Override
    boolean isImmutable() {
        return true;
    }

    static final class Reader extends Form {
        @Override
        void write(Encoder out, Object value) {
            throw new IllegalStateException("written by its class");
        }

        @Override
        Object copy(Copier copier, Object value) {
            throw new IllegalStateException("copied by its class");
        }

        @Override
        Object read(Decoder in, int handle) {
            Class<?> type = in.readClass();
            String name = in.name();
            if (!type.isEnum()) throw new Source.Malformed(type.getName() + " is no enum");
            try {
                return constant(type, name);
            } catch (IllegalArgumentException unknown) {
                throw in.loader.otherShape(type);
            }
        }

        @SuppressWarnings({"unchecked", "rawtypes"}) // isEnum was asked
        private static Object constant(Class<?> type, String name) {
            return Enum.valueOf((Class<? extends Enum>) type, name);
        }
    }
}
