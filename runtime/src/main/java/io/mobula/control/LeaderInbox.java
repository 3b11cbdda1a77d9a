package io.mobula.control;

import io.mobula.control.log.ControlLog;
import io.mobula.core.control.ControlState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/** From the log to the leader's actor. The log speaks before it is open, and may be open before the actor system is; what it says until both are there is kept, in order. */
final class LeaderInbox implements ControlLog.Listener {
    private final List<LeaderCommand> early = new ArrayList<>();
    private Optional<ActorRef<LeaderCommand>> target = Optional.empty();
    private boolean opened;

    synchronized void open(ActorRef<LeaderCommand> leader) {
        target = Optional.of(leader);
        passOn();
    }

    /** Whoever hears of the log from now on finds it open. */
    synchronized void logOpened() {
        opened = true;
        passOn();
    }

    synchronized void logClosed() {
        following();
        opened = false;
    }

    private void passOn() {
        if (target.isEmpty() || !opened) return;
        early.forEach(target.get()::tell);
        early.clear();
    }

    @Override
    public void leading(ControlState state, long term) {
        pass(new LeaderCommand.Leading(state, term));
    }

    @Override
    public void following() {
        pass(new LeaderCommand.Following());
    }

    @Override
    public void applied(ControlState state) {
        pass(new LeaderCommand.Applied(state));
    }

    private synchronized void pass(LeaderCommand command) {
        if (target.isPresent() && opened) {
            target.get().tell(command);
            return;
        }
        // A state stands for those before it: a long log that is replayed takes one place.
        if (command instanceof LeaderCommand.Applied
                && !early.isEmpty()
                && early.getLast() instanceof LeaderCommand.Applied) {
            early.removeLast();
        }
        early.add(command);
    }
}
