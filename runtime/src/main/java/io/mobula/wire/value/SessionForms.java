package io.mobula.wire.value;

import io.mobula.api.ObjectId;
import io.mobula.api.ObjectRef;
import io.mobula.core.id.ProcessId;
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
            Sink sink = out.sink;
            sink.u8(Tag.REF);
            sink.i64(key.object().high());
            sink.i64(key.object().low());
            sink.u8(key.owner().kind() == ProcessId.Kind.NODE ? 0 : 1);
            sink.i32(key.owner().number());
            sink.i32(key.owner().executor());
            sink.i32(key.owner().incarnation());
            sink.i64(key.run());
        }

        @Override
        Object read(Decoder in, int handle) {
            Source source = in.source;
            ObjectId object = new ObjectId(source.i64(), source.i64());
            int kind = source.u8();
            if (kind > 1) throw new Source.Malformed("no kind of process is " + kind);
            ProcessId owner = new ProcessId(
                    kind == 0 ? ProcessId.Kind.NODE : ProcessId.Kind.DRIVER, source.i32(), source.i32(), source.i32());
            return in.resolve(new RefKey(object, owner, source.i64()));
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
