package io.mobula.api;

import java.time.Duration;

/** Options of a task, and the verbs that use them. */
public interface TaskBuilder extends RemoteOptions<TaskBuilder> {
    /** System failures: the node died. Default 3; 0 means at most once. */
    TaskBuilder maxRetries(int count);

    /** Application failures too, by the rules of the policy. Default none. */
    TaskBuilder retry(Retry policy);

    TaskBuilder timeout(Duration limit);

    TaskBuilder priority(Priority priority);

    /** Order without data. */
    TaskBuilder after(ObjectRef<?>... refs);

    <R> ObjectRef<R> submit(Task<? extends R> body);

    ObjectRef<Void> submit(Action body);
}
