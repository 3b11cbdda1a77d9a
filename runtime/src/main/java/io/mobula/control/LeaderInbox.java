package io.mobula.control;

import io.mobula.control.log.ControlLog;
import io.mobula.core.control.ControlState;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** From the log to the leader's actor. The log may come up before the actor system does; what it says until then is kept, in order. */
final class LeaderInbox implements ControlLog.Listener {
    private final List<LeaderCommand> early = new ArrayList<>();
    private @Nullable ActorRef<LeaderCommand> target;

    synchronized void open(ActorRef<LeaderCommand> leader) {
        early.forEach(leader::tell);
        early.clear();
        target = leader;
    }

    @Override
    public void leading(ControlState state) {
        pass(new LeaderCommand.Leading(state));
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
        if (target != null) {
            target.tell(command);
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
