package io.mobula.control;

import com.google.protobuf.InvalidProtocolBufferException;
import io.mobula.control.proto.ToAgentProto;
import io.mobula.control.proto.ToLeaderProto;
import java.io.NotSerializableException;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** The only messages of ours that Pekko carries between nodes. Instantiated by Pekko, by the name in {@code mobula-control.conf}. */
public final class ControlSerializer extends SerializerWithStringManifest {
    private static final int ID = 0x6d6f62;
    private static final String TO_LEADER = "L";
    private static final String TO_AGENT = "A";

    private final ExtendedActorSystem system;

    public ControlSerializer(ExtendedActorSystem system) {
        this.system = system;
    }

    @Override
    public int identifier() {
        return ID;
    }

    @Override
    public String manifest(Object message) {
        return message instanceof LeaderCommand.FromAgent ? TO_LEADER : TO_AGENT;
    }

    @Override
    public byte[] toBinary(Object message) {
        return switch (message) {
            case LeaderCommand.FromAgent from ->
                MessageCodec.encode(from.message())
                        .setTerm(from.term())
                        .setAgent(resolver().toSerializationFormat(from.agent()))
                        .build()
                        .toByteArray();
            case ToAgent toAgent -> MessageCodec.encode(toAgent).toByteArray();
            default -> throw new IllegalArgumentException("not a message between nodes: " + message.getClass());
        };
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        try {
            return switch (manifest) {
                case TO_LEADER -> {
                    var proto = ToLeaderProto.parseFrom(bytes);
                    ActorRef<ToAgent> agent = resolver().resolveActorRef(proto.getAgent());
                    yield new LeaderCommand.FromAgent(agent, proto.getTerm(), MessageCodec.decode(proto));
                }
                case TO_AGENT -> MessageCodec.decode(ToAgentProto.parseFrom(bytes));
                default -> throw new NotSerializableException("a control message of an unknown kind: " + manifest);
            };
        } catch (InvalidProtocolBufferException e) {
            throw new NotSerializableException("a damaged control message: " + e.getMessage());
        }
    }

    private ActorRefResolver resolver() {
        return ActorRefResolver.get(Adapter.toTyped(system));
    }
}
