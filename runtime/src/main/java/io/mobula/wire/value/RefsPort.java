package io.mobula.wire.value;

import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.ValueException;
import io.mobula.core.id.RefKey;

/** What the session does with the refs and sessions that a walk meets. Called on the walking thread. */
public interface RefsPort {
    /** A ref leaves this process within a value: it gets a key, and its owner learns of the holder (REF-5). */
    RefKey export(ObjectRef<?> ref);

    /** A ref came in within a value. */
    ObjectRef<?> resolve(RefKey key);

    /** What a captured session becomes where it is decoded: that place's own. */
    Mobula currentSession();

    /** Outside of a runtime message no owner would learn of the ref (REF-10). */
    RefsPort NONE = new RefsPort() {
        @Override
        public RefKey export(ObjectRef<?> ref) {
            throw outside();
        }

        @Override
        public ObjectRef<?> resolve(RefKey key) {
            throw outside();
        }

        @Override
        public Mobula currentSession() {
            throw outside();
        }

        private ValueException outside() {
            return new ValueException(
                    ErrorCode.REF_OUTSIDE_MESSAGE,
                    "A value with an ObjectRef or a session inside was encoded or decoded outside of a call: its owner would not learn who holds it. Return it from a task or put it",
                    null);
        }
    };
}
