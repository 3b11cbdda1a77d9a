package io.mobula.core.actor;

import io.mobula.core.actor.CallLane.Binding;
import io.mobula.core.directory.ActorRecord;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Message;
import io.mobula.core.message.Opaque;
import io.mobula.core.task.CallStanding;
import io.mobula.core.task.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One actor as this process knows it, and this process's lanes to it. */
final class CalledActor {
    final ActorId id;
    final List<CallLane> lanes = new ArrayList<>(1);

    private @Nullable ActorRecord known;
    /** Where {@code known} has it. */
    private @Nullable Binding target;

    private boolean forgotten;
    /** It bounced a call where the directory has it: nothing is sent until the directory knows more, or a pause is over. */
    private boolean doubted;

    private int bounces;
    private boolean asked;

    CalledActor(ActorId id) {
        this.id = id;
    }

    CallLane lane(Shape shape, String name) {
        for (CallLane lane : lanes) if (lane.shape.number() == shape.number()) return lane;
        var lane = new CallLane(shape, name, this);
        lanes.add(lane);
        return lane;
    }

    Message.Bind bind(int shape, int epoch, String lane) {
        return new Message.Bind(shape, id, epoch, lane);
    }

    /** False if it was known already. */
    boolean learn(ActorRecord newer) {
        if (known != null && newer.version() <= known.version()) return false;
        known = newer;
        forgotten = false;
        target = target();
        doubted = false;
        return true;
    }

    void forget() {
        forgotten = true;
    }

    /** Only by where it is thought to be now: what an older binding bounces is no news. */
    void bounced(CallLane lane, CallEffects out) {
        Binding present = target;
        if (doubted || present == null || !lane.isBoundTo(present)) return;
        doubted = true;
        bounces++;
        out.recheckLater(id, bounces);
    }

    void recheck() {
        if (!doubted) return;
        doubted = false;
        lanes.forEach(CallLane::unbind);
    }

    /** It is where it was thought to be. */
    void answered() {
        if (!doubted) bounces = 0;
    }

    boolean isOver() {
        return forgotten || (known != null && known.isDead());
    }

    boolean isIdle() {
        return lanes.stream().allMatch(lane -> lane.waiting() == 0 && lane.sentCount() == 0);
    }

    /** Does what can be done for its calls, by what is known of it and of the dead. */
    void settle(Predicate<ProcessId> isDead, CallEffects out) {
        ActorRecord actor = known;
        if (forgotten) {
            over(ActorEnd.FORGOTTEN, "it ended long ago", Opaque.EMPTY, out);
        } else if (actor == null) {
            if (!asked) out.lookUp(id);
            asked = true;
        } else {
            switch (actor.state()) {
                case ActorRecord.Waiting _ -> giveUpSpent(out);
                case ActorRecord.Placed _, ActorRecord.Alive _ -> send(isDead, out);
                case ActorRecord.Dead(ActorEnd cause, String detail, Opaque failure) ->
                    over(cause, detail, failure, out);
            }
        }
    }

    private @Nullable Binding target() {
        ActorRecord actor = known;
        if (actor == null) return null;
        return switch (actor.state()) {
            case ActorRecord.Placed(ProcessId at) -> new Binding(at, actor.epoch());
            case ActorRecord.Alive(ProcessId at) -> new Binding(at, actor.epoch());
            case ActorRecord.Waiting _, ActorRecord.Dead _ -> null;
        };
    }

    private void send(Predicate<ProcessId> isDead, CallEffects out) {
        Binding present = target;
        if (doubted || present == null || isDead.test(present.host())) return; // the directory has more to say
        giveUpSpent(out);
        for (CallLane lane : lanes) lane.send(present, out);
    }

    private void giveUpSpent(CallEffects out) {
        for (CallLane lane : lanes) lane.giveUpSpent((_, last) -> new Failure.ActorUnavailable(id, last), out);
    }

    private void over(ActorEnd cause, String detail, Opaque failure, CallEffects out) {
        for (CallLane lane : lanes) {
            lane.giveUpWaiting((_, standing) -> died(cause, detail, failure, standing), out);
            // A killed one may never answer; of any other end its host tells, call by call.
            if (cause == ActorEnd.KILLED)
                lane.giveUpSent((_, standing) -> died(cause, detail, failure, standing), out);
        }
    }

    private Failure died(ActorEnd cause, String detail, Opaque failure, CallStanding standing) {
        boolean mayHaveRun = !(standing instanceof CallStanding.Unsent);
        return new Failure.ActorDied(id, cause, detail, failure, mayHaveRun);
    }
}
