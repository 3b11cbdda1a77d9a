package io.mobula.control;

import io.mobula.core.control.ControlState;
import org.apache.pekko.actor.typed.ActorRef;

/** What the leader's actor accepts. */
sealed interface LeaderCommand {
    /** @param term the highest the sender has heard of: a leader of an earlier one is none any more */
    record FromAgent(ActorRef<ToAgent> agent, long term, ToLeader message) implements LeaderCommand {}

    record Leading(ControlState state, long term) implements LeaderCommand {}

    record Following() implements LeaderCommand {}

    record Applied(ControlState state) implements LeaderCommand {}

    record Tick() implements LeaderCommand {}

    /** What was waited for is there. */
    record Later(Runnable work) implements LeaderCommand {}
}
