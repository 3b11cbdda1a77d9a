package io.mobula.call;

import com.google.protobuf.InvalidProtocolBufferException;
import io.mobula.call.proto.AnswerProto;
import io.mobula.call.proto.AttachProto;
import io.mobula.call.proto.BulkProto;
import io.mobula.call.proto.HelloProto;
import io.mobula.call.proto.OpenProto;
import io.mobula.call.proto.PeerProto;
import io.mobula.call.proto.RejectProto;
import io.mobula.call.proto.ResumeProto;
import io.mobula.call.proto.WelcomeProto;
import io.mobula.core.id.ProcessId;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** Handshake records to Protobuf and back; what cannot be a Hello or an Answer throws {@link FrameInvalidException}. */
final class HandshakeCodec {
    private HandshakeCodec() {}

    static byte[] encode(Hello hello) {
        Identity from = hello.from();
        HelloProto.Builder proto = HelloProto.newBuilder()
                .setMinVersion(hello.versions().min())
                .setMaxVersion(hello.versions().max())
                .setClusterHigh(from.cluster().getMostSignificantBits())
                .setClusterLow(from.cluster().getLeastSignificantBits())
                .setToken(from.token().bytes())
                .setJobCapability(from.jobCapability())
                .setHostId(from.host().id())
                .setPid(from.host().pid());
        from.sender().ifPresent(sender -> proto.setSender(peer(sender)));
        switch (hello.purpose()) {
            case Purpose.Open open ->
                proto.setOpen(OpenProto.newBuilder().setTo(peer(open.to())).setSession(open.session()));
            case Purpose.Resume resume ->
                proto.setResume(ResumeProto.newBuilder()
                        .setTo(peer(resume.to()))
                        .setSession(resume.session())
                        .setReceived(resume.received()));
            case Purpose.Bulk bulk -> proto.setBulk(BulkProto.newBuilder().setTo(peer(bulk.to())));
            case Purpose.Attach attach -> proto.setAttach(AttachProto.getDefaultInstance());
        }
        return proto.build().toByteArray();
    }

    static Hello hello(byte[] bytes) throws FrameInvalidException {
        try {
            HelloProto proto = HelloProto.parseFrom(bytes);
            return new Hello(
                    new VersionRange(proto.getMinVersion(), proto.getMaxVersion()), identity(proto), purpose(proto));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new FrameInvalidException("the bytes after the magic are not a Hello: " + e.getMessage());
        }
    }

    private static Identity identity(HelloProto proto) {
        return new Identity(
                new UUID(proto.getClusterHigh(), proto.getClusterLow()),
                Token.of(proto.getToken()),
                proto.hasSender() ? Optional.of(process(proto.getSender())) : Optional.empty(),
                proto.getJobCapability(),
                new Identity.Host(proto.getHostId(), proto.getPid()));
    }

    private static Purpose purpose(HelloProto proto) {
        return switch (proto.getPurposeCase()) {
            case OPEN ->
                new Purpose.Open(
                        process(proto.getOpen().getTo()), proto.getOpen().getSession());
            case RESUME ->
                new Purpose.Resume(
                        process(proto.getResume().getTo()),
                        proto.getResume().getSession(),
                        proto.getResume().getReceived());
            case BULK -> new Purpose.Bulk(process(proto.getBulk().getTo()));
            case ATTACH -> new Purpose.Attach();
            case PURPOSE_NOT_SET -> throw new IllegalArgumentException("no purpose");
        };
    }

    static byte[] encode(Answer answer) {
        AnswerProto.Builder proto = AnswerProto.newBuilder();
        switch (answer) {
            case Answer.Welcome welcome ->
                proto.setWelcome(WelcomeProto.newBuilder()
                        .setVersion(welcome.version())
                        .setSelf(peer(welcome.self()))
                        .setReceived(welcome.received()));
            case Answer.Reject reject ->
                proto.setReject(
                        RejectProto.newBuilder().setCode(reject.code().name()).setText(reject.text()));
        }
        return proto.build().toByteArray();
    }

    static Answer answer(byte[] bytes) throws FrameInvalidException {
        try {
            AnswerProto proto = AnswerProto.parseFrom(bytes);
            return switch (proto.getAnswerCase()) {
                case WELCOME -> welcome(proto.getWelcome());
                case REJECT -> reject(proto.getReject());
                case ANSWER_NOT_SET -> throw new FrameInvalidException("the answer is neither Welcome nor Reject");
            };
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new FrameInvalidException("the bytes after the magic are not an answer: " + e.getMessage());
        }
    }

    private static Answer welcome(WelcomeProto proto) {
        return new Answer.Welcome(proto.getVersion(), process(proto.getSelf()), proto.getReceived());
    }

    private static Answer reject(RejectProto proto) {
        return Arrays.stream(RejectCode.values())
                .filter(code -> code.name().equals(proto.getCode()))
                .findFirst()
                .map(code -> new Answer.Reject(code, proto.getText()))
                .orElseGet(() -> new Answer.Reject(RejectCode.OTHER, proto.getCode() + ": " + proto.getText()));
    }

    private static PeerProto peer(ProcessId id) {
        return PeerProto.newBuilder()
                .setKind(id.isNode() ? 0 : 1)
                .setNumber(id.number())
                .setExecutor(id.executor())
                .setIncarnation(id.incarnation())
                .build();
    }

    private static ProcessId process(PeerProto proto) {
        ProcessId.Kind kind = switch (proto.getKind()) {
            case 0 -> ProcessId.Kind.NODE;
            case 1 -> ProcessId.Kind.DRIVER;
            default -> throw new IllegalArgumentException("kind of process " + proto.getKind());
        };
        return new ProcessId(kind, proto.getNumber(), proto.getExecutor(), proto.getIncarnation());
    }
}
