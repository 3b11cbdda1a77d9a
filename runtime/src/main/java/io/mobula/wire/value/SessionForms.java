package io.mobula.wire.value;

import io.mobula.api.ObjectRef;
import io.mobula.core.id.RefKey;

/** What the session gives meaning to: refs travel as their keys, sessions as a mark. Copies within a process share both. */
final class SessionForms {
    private SessionForms() {}

    abstract static class Shared extends Form {
        @Override
        final Object copy(Copier copier, Object value) {
            return value;
        }

        @Override
        final boolean isImmutable() {
            return true;
        }
    }

    static final class Ref extends Shared {
        @Override
        void write(Encoder out, Object value) {
            RefKey key = out.export((ObjectRef<?>) value);
            out.sink.u8(Tag.REF);
            new SpecWriter(out).ref(key);
        }

        @Override
        Object read(Decoder in, int handle) {
            return in.resolve(new SpecReader(in).ref());
        }
    }

    static final class Session extends Shared {
        @Override
        void write(Encoder out, Object value) {
            out.requireSession();
            out.sink.u8(Tag.SESSION);
        }

        @Override
        Object read(Decoder in, int handle) {
            return in.session();
        }
    }
}
