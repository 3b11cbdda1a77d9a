package io.mobula.api.spi;

import io.mobula.api.ActorContext;
import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.StreamBuffer;
import io.mobula.api.TaskContext;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the API's static methods; a runtime names its implementation as a service.
 *
 * <p>Thread safety: called from any thread.
 */
public interface MobulaProvider {
    /** Behind {@link Mobula#connect(ConnectOptions)}. */
    Mobula connect(ConnectOptions options);

    /** Behind {@link Mobula#current()}; throws {@code IllegalStateException} outside a task. */
    Mobula current();

    /** Behind {@link TaskContext#current()}; throws {@code IllegalStateException} outside a task. */
    TaskContext context();

    /** Behind {@link ActorContext#current()}; throws {@code IllegalStateException} where no actor's call runs. */
    ActorContext actorContext();

    /** Behind {@link ObjectRef#flatten}. */
    <T extends @Nullable Object> ObjectRef<T> flatten(ObjectRef<? extends ObjectRef<? extends T>> ref);

    /** Where the task or call that runs on this thread puts its elements; throws {@code IllegalStateException} outside one. */
    <T extends @Nullable Object> Outlet<T> outlet(StreamBuffer buffer);
}
