package io.mobula.control;

import io.mobula.core.control.ControlState;
import org.apache.pekko.actor.typed.ActorRef;

/** What the leader's actor accepts. */
sealed interface LeaderCommand {
    record FromAgent(ActorRef<ToAgent> agent, ToLeader message) implements LeaderCommand {}

    record Leading(ControlState state) implements LeaderCommand {}

    record Following() implements LeaderCommand {}

    record Applied(ControlState state) implements LeaderCommand {}

    record Tick() implements LeaderCommand {}

    /** The log has answered the directory's entry, or has failed. */
    record DirectoryLogged() implements LeaderCommand {}

    /** The log has answered all that was decided last. */
    record Decided() implements LeaderCommand {}
}
