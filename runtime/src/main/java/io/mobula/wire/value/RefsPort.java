package io.mobula.wire.value;

import io.mobula.api.ActorHandle;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.ValueException;
import io.mobula.api.resource.PlacementGroup;
import io.mobula.core.directory.GroupSpec;
import io.mobula.core.id.RefKey;

/** What the session does with the refs and sessions that a walk meets. Called on the walking thread. */
public interface RefsPort {
    /** A ref leaves this process within a value: it gets a key, and its owner learns of the holder (REF-5). */
    RefKey export(ObjectRef<?> ref);

    /** A ref came in within a value. */
    ObjectRef<?> resolve(RefKey key);

    /** A handle leaves this process within a value: what it is, and the ref that stands for all handles on its actor, are carried along. */
    default HandleMark export(ActorHandle<?> handle) {
        throw outside("an actor's handle");
    }

    /** A handle came in within a value. */
    default ActorHandle<?> resolve(HandleMark mark) {
        throw outside("an actor's handle");
    }

    /** A group leaves this process within a value; nobody counts who has it. */
    default GroupSpec export(PlacementGroup group) {
        throw outside("a placement group");
    }

    /** A group came in within a value. */
    default PlacementGroup resolve(GroupSpec spec) {
        throw outside("a placement group");
    }

    /** What a captured session becomes where it is decoded: that place's own. */
    Mobula currentSession();

    /** Outside of a runtime message no owner would learn of the ref (REF-10). */
    RefsPort NONE = new RefsPort() {
        @Override
        public RefKey export(ObjectRef<?> ref) {
            throw outside("an ObjectRef");
        }

        @Override
        public ObjectRef<?> resolve(RefKey key) {
            throw outside("an ObjectRef");
        }

        @Override
        public Mobula currentSession() {
            throw outside("a session");
        }
    };

    private static ValueException outside(String what) {
        return new ValueException(
                ErrorCode.REF_OUTSIDE_MESSAGE,
                "A value with " + what + " inside was encoded or decoded outside of a call: its owner would not learn"
                        + " who holds it. Return it from a task or put it",
                null);
    }
}
