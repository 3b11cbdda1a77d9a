package io.mobula.store;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.mobula.api.ObjectId;
import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.store.proto.BulkData;
import io.mobula.store.proto.BulkDone;
import io.mobula.store.proto.BulkFailed;
import io.mobula.store.proto.BulkHeader;
import io.mobula.store.proto.BulkNotFound;
import io.mobula.store.proto.BulkOfferBlob;
import io.mobula.store.proto.BulkReadBlob;
import io.mobula.store.proto.BulkReadObject;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Frames to headers and back; a header that breaks a limit is no frame. */
final class BulkCodec {
    /** Bytes of one chunk's payload. */
    static final int MAX_CHUNK_BYTES = 4 << 20;

    /** Bytes of a header. */
    static final int MAX_HEADER_BYTES = 1 << 10;

    /** Characters of an explanation, so that every header fits. */
    private static final int MAX_TEXT = 250;

    private static final int SHA256_BYTES = 32;

    private BulkCodec() {}

    static BulkHeader encode(BulkFrame frame) {
        BulkHeader.Builder header = BulkHeader.newBuilder().setId(frame.id());
        switch (frame) {
            case BulkFrame.ReadObject read -> header.setReadObject(object(read));
            case BulkFrame.ReadBlob read ->
                header.setReadBlob(BulkReadBlob.newBuilder()
                        .setSha256(sha256(read.sha256()))
                        .setOffset(read.offset())
                        .setLength(read.length()));
            case BulkFrame.OfferBlob offer ->
                header.setOfferBlob(BulkOfferBlob.newBuilder()
                        .setSha256(sha256(offer.sha256()))
                        .setSizeBytes(offer.sizeBytes()));
            case BulkFrame.Data data -> header.setData(BulkData.newBuilder().setLength(data.length()));
            case BulkFrame.NotFound missing ->
                header.setNotFound(BulkNotFound.newBuilder().setWhat(text(missing.what())));
            case BulkFrame.Done _ -> header.setDone(BulkDone.getDefaultInstance());
            case BulkFrame.Failed failed ->
                header.setFailed(BulkFailed.newBuilder().setWhy(text(failed.why())));
        }
        return header.build();
    }

    static BulkFrame decode(ByteBuffer bytes) throws BulkProtocolException {
        BulkHeader header;
        try {
            header = BulkHeader.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new BulkProtocolException("its header cannot be parsed: " + e.getMessage());
        }
        int id = header.getId();
        return switch (header.getFrameCase()) {
            case READ_OBJECT -> object(id, header.getReadObject());
            case READ_BLOB -> {
                BulkReadBlob read = header.getReadBlob();
                yield new BulkFrame.ReadBlob(
                        id, sha256(read.getSha256()), offset(read.getOffset()), length(read.getLength()));
            }
            case OFFER_BLOB -> {
                BulkOfferBlob offer = header.getOfferBlob();
                yield new BulkFrame.OfferBlob(id, sha256(offer.getSha256()), offset(offer.getSizeBytes()));
            }
            case DATA -> new BulkFrame.Data(id, length(header.getData().getLength()));
            case NOT_FOUND -> new BulkFrame.NotFound(id, header.getNotFound().getWhat());
            case DONE -> new BulkFrame.Done(id);
            case FAILED -> new BulkFrame.Failed(id, header.getFailed().getWhy());
            case FRAME_NOT_SET -> throw new BulkProtocolException("its header says nothing this version knows");
        };
    }

    private static BulkReadObject object(BulkFrame.ReadObject read) {
        RefKey ref = read.key().ref();
        ProcessId owner = ref.owner();
        return BulkReadObject.newBuilder()
                .setObjectHigh(ref.object().high())
                .setObjectLow(ref.object().low())
                .setOwnerKind(owner.isNode() ? 0 : 1)
                .setOwnerNumber(owner.number())
                .setOwnerExecutor(owner.executor())
                .setOwnerIncarnation(owner.incarnation())
                .setRun(ref.run())
                .setPush(read.key().push())
                .setOffset(read.offset())
                .setLength(read.length())
                .build();
    }

    private static BulkFrame object(int id, BulkReadObject read) throws BulkProtocolException {
        ProcessId.Kind kind = switch (read.getOwnerKind()) {
            case 0 -> ProcessId.Kind.NODE;
            case 1 -> ProcessId.Kind.DRIVER;
            default -> throw new BulkProtocolException("it names an owner of kind " + read.getOwnerKind());
        };
        var owner = new ProcessId(kind, read.getOwnerNumber(), read.getOwnerExecutor(), read.getOwnerIncarnation());
        var ref = new RefKey(new ObjectId(read.getObjectHigh(), read.getObjectLow()), owner, read.getRun());
        return new BulkFrame.ReadObject(
                id, new CopyKey(ref, read.getPush()), offset(read.getOffset()), length(read.getLength()));
    }

    private static long offset(long value) throws BulkProtocolException {
        if (value < 0) throw new BulkProtocolException("it names the offset or size " + Long.toUnsignedString(value));
        return value;
    }

    private static int length(int value) throws BulkProtocolException {
        if (value <= 0 || value > MAX_CHUNK_BYTES) {
            throw new BulkProtocolException("its chunk has %s bytes, allowed are 1 to %d"
                    .formatted(Integer.toUnsignedString(value), MAX_CHUNK_BYTES));
        }
        return value;
    }

    private static ByteString sha256(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }

    private static String sha256(ByteString bytes) throws BulkProtocolException {
        if (bytes.size() != SHA256_BYTES) throw new BulkProtocolException("its hash has " + bytes.size() + " bytes");
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static String text(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }
}
