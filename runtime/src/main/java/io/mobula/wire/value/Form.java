package io.mobula.wire.value;

import io.mobula.api.error.ErrorCode;

/** How the values of one class are written, read and copied. */
abstract class Form {
    private static final ClassValue<Form> FORMS = new ClassValue<>() {
        @Override
        protected Form computeValue(Class<?> type) {
            return Forms.choose(type);
        }
    };

    static Form of(Class<?> type) {
        return FORMS.get(type);
    }

    /** Writes the tag and what belongs to it. */
    abstract void write(Encoder out, Object value);

    /**
     * Reads what follows the tag.
     *
     * @param handle to {@link Decoder#bind} before reading parts that may refer back; -1 if the tag is not tracked
     */
    abstract Object read(Decoder in, int handle);

    /** Another object of equal content, or the same if nothing in it can change. */
    abstract Object copy(Copier copier, Object value);

    /** No value of this class can change, nor anything it holds. */
    boolean isImmutable() {
        return false;
    }

    /** A form that is never read: its values are refused, or travel as another form. */
    abstract static class WriteOnly extends Form {
        @Override
        final Object read(Decoder in, int handle) {
            throw new Source.Malformed("a " + this + " cannot be in bytes");
        }
    }

    /** What cannot travel. */
    static final class Refused extends WriteOnly {
        private final ErrorCode code;
        private final String reason;
        private final String remedy;

        Refused(ErrorCode code, String reason, String remedy) {
            this.code = code;
            this.reason = reason;
            this.remedy = remedy;
        }

        Unshippable refusal() {
            return new Unshippable(code, reason, remedy);
        }

        @Override
        void write(Encoder out, Object value) {
            throw refusal();
        }

        @Override
        Object copy(Copier copier, Object value) {
            throw refusal();
        }
    }
}
