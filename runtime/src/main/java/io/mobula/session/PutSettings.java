package io.mobula.session;

import io.mobula.api.ObjectRef;
import io.mobula.api.PutBuilder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a value is put, as a user sets it. */
record PutSettings(MobulaSession session, int copies, Optional<String> called) implements PutBuilder {
    @Override
    public PutBuilder replicas(int count) {
        if (count < 1 || count > Persisting.MOST_COPIES)
            throw new IllegalArgumentException(
                    "replicas are 1 to " + Persisting.MOST_COPIES + " copies on different nodes: " + count);
        return new PutSettings(session, count, called);
    }

    @Override
    public PutBuilder name(String name) {
        if (name.isBlank()) throw new IllegalArgumentException("The name is blank");
        return new PutSettings(session, copies, Optional.of(name));
    }

    @Override
    public <T extends @Nullable Object> ObjectRef<T> put(T value) {
        ObjectRef<T> ref = session.put(value, called.orElse("put"));
        if (copies > 1)
            Waiting.forFuture(Persisting.on(copies, ref), "Putting on " + copies + " nodes", Long.MAX_VALUE);
        return ref;
    }
}
