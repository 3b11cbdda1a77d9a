package io.mobula.session;

import io.mobula.core.id.ProcessId;
import io.mobula.core.task.HostedTask;

/** The engines of the jobs whose code runs in this process. May block while code is brought here, and throw what the body then fails with. */
interface Engines {
    Engine of(ProcessId job);

    /** For a call on an actor: the actor's classes, and beneath them the caller's if that is another job. */
    Engine of(ProcessId actorsJob, HostedTask call);
}
