package io.mobula.wire.value;

import io.mobula.core.directory.ActorSpec;
import io.mobula.core.task.RetryRule;

/**
 * What a handle on an actor is where it arrives.
 *
 * @param lane of its calls; empty for the default one
 * @param timeoutNanos of each call; {@link Long#MAX_VALUE} without a limit
 * @param retry of calls whose method throws
 */
public record HandleMark(ActorSpec spec, String lane, long timeoutNanos, RetryRule retry) {}
