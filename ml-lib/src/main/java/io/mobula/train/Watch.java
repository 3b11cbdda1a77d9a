package io.mobula.train;

import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.Outcome;
import io.mobula.api.Ready;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Refs that are waited for, and what is to be done when one ends.
 *
 * <p>Thread safety: one thread, which also runs what is to be done.
 */
final class Watch {
    private final Mobula mobula;
    private final Map<ObjectRef<?>, Runnable> waiting = new LinkedHashMap<>();

    Watch(Mobula mobula) {
        this.mobula = mobula;
    }

    <T extends @Nullable Object> void on(ObjectRef<T> ref, Consumer<Outcome<T>> then) {
        waiting.put(ref, () -> then.accept(ref.outcome()));
    }

    /** Waits until one has ended, or the time is up; then does what is to be done for all that have ended. */
    void await(Duration atMost) {
        Ready<Object> first = mobula.await(refs(), 1, atMost);
        if (first.ready().isEmpty()) return;
        for (ObjectRef<Object> ended :
                mobula.await(refs(), waiting.size(), Duration.ZERO).ready()) {
            Runnable then = waiting.remove(ended);
            if (then != null) then.run();
        }
    }

    private List<ObjectRef<?>> refs() {
        return new ArrayList<>(waiting.keySet());
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
