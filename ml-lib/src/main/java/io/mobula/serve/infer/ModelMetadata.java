package io.mobula.serve.infer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What server and models say of themselves, as maps for JSON. */
public final class ModelMetadata {
    private static final String PLATFORM = "mobula";

    private ModelMetadata() {}

    public static Map<String, Object> server() {
        String version = ModelMetadata.class.getPackage().getImplementationVersion();
        var server = new LinkedHashMap<String, Object>();
        server.put("name", PLATFORM);
        server.put("version", version == null ? "development" : version);
        server.put("extensions", List.of("binary_tensor_data", "model_configuration", "model_repository"));
        return server;
    }

    public static Map<String, Object> of(String name, ModelSignature signature) {
        var model = new LinkedHashMap<String, Object>();
        model.put("name", name);
        model.put("versions", List.of(signature.version()));
        model.put("platform", PLATFORM);
        model.put(
                "inputs", signature.inputs().stream().map(ModelMetadata::tensor).toList());
        model.put(
                "outputs",
                signature.outputs().stream().map(ModelMetadata::tensor).toList());
        return model;
    }

    private static Map<String, Object> tensor(TensorSpec spec) {
        var tensor = new LinkedHashMap<String, Object>();
        tensor.put("name", spec.name());
        tensor.put("datatype", spec.datatype().name());
        tensor.put("shape", spec.shape());
        return tensor;
    }

    /** As Triton's model configuration extension: shapes are whole, so the largest batch is 0. */
    public static Map<String, Object> config(String name, ModelSignature signature) {
        var config = new LinkedHashMap<String, Object>();
        config.put("name", name);
        config.put("platform", PLATFORM);
        config.put("backend", PLATFORM);
        config.put("max_batch_size", 0);
        config.put(
                "input",
                signature.inputs().stream().map(ModelMetadata::tensorConfig).toList());
        config.put(
                "output",
                signature.outputs().stream().map(ModelMetadata::tensorConfig).toList());
        return config;
    }

    private static Map<String, Object> tensorConfig(TensorSpec spec) {
        var tensor = new LinkedHashMap<String, Object>();
        tensor.put("name", spec.name());
        tensor.put(
                "data_type",
                "TYPE_"
                        + (spec.datatype() == Datatype.BYTES
                                ? "STRING"
                                : spec.datatype().name()));
        tensor.put("dims", spec.shape());
        return tensor;
    }
}
