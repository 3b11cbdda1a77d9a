package io.mobula.session;

import io.mobula.api.ActorContext;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.StreamBuffer;
import io.mobula.api.TaskContext;
import io.mobula.api.spi.Outlet;
import io.mobula.core.task.HostedTask;
import io.mobula.output.Voice;
import org.jspecify.annotations.Nullable;

/** What the provider behind the api asks of sessions. */
public final class Sessions {
    private Sessions() {}

    public static boolean inTask() {
        return RunningTask.current() != null;
    }

    /** Of the body that runs on this thread, or that started it. */
    public static @Nullable Voice voice() {
        return Voices.current();
    }

    public static Mobula current() {
        RunningTask running = RunningTask.current();
        if (running == null) {
            throw new IllegalStateException(
                    "Mobula.current() is for bodies of tasks. Elsewhere use the session that connect() returned.");
        }
        return running.session();
    }

    public static TaskContext context() {
        RunningTask running = RunningTask.current();
        if (running == null)
            throw new IllegalStateException(
                    "No task runs on this thread: TaskContext.current() is for bodies of tasks.");
        return running;
    }

    public static ActorContext actorContext() {
        RunningTask running = RunningTask.current();
        ActorLife actor = running == null ? null : running.actor();
        if (running == null || actor == null)
            throw new IllegalStateException(
                    "No actor's call runs on this thread: ActorContext.current() is for an actor's factory and its calls.");
        return new PresentActor(running, actor);
    }

    public static <T extends @Nullable Object> Outlet<T> outlet(StreamBuffer buffer) {
        RunningTask running = RunningTask.current();
        HostedTask task = running == null ? null : running.task();
        if (running == null || task == null)
            throw new IllegalStateException("No task or call runs on this thread: only their bodies emit elements.");
        return new TaskOutlet<>(running, task, buffer);
    }

    public static <T> ObjectRef<T> flatten(ObjectRef<? extends ObjectRef<? extends T>> ref) {
        if (!(ref instanceof CellRef<? extends ObjectRef<? extends T>> own))
            throw new IllegalArgumentException(ref + " is not a ref of this runtime");
        return own.session().flatten(own);
    }
}
