package io.mobula.session;

import io.mobula.api.Priority;
import io.mobula.core.task.TaskOptions.Lifetime;

/** What a session hands on to all that is submitted through it. */
record Inherited(Priority priority, Lifetime lifetime) {}
