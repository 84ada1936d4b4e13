using System.Runtime.InteropServices;
using Google.Protobuf;

namespace AmlDr.Sandbox.Seeding;

/// <summary>
/// Writes ONNX models: a linear layer with a sigmoid, as protobuf bytes that any ONNX runtime loads. Source of the field numbers:
/// <c>onnx/onnx.proto3</c> of the ONNX project.
/// </summary>
internal static class OnnxWriter
{
    private const int FloatType = 1;
    private const int IrVersion = 7;
    private const int OperatorSet = 13;

    /// <summary>Writes a model of one output.</summary>
    /// <param name="name">Name of its graph.</param>
    /// <param name="weights">A weight per input.</param>
    /// <param name="bias">Added to the sum.</param>
    public static byte[] Write(string name, IReadOnlyList<float> weights, float bias) => Message(model =>
    {
        Number(model, 1, IrVersion);
        Text(model, 2, "amldr.sandbox");
        Text(model, 3, "1.0");
        Number(model, 5, 1);
        Part(model, 7, Graph(name, weights, bias));
        Part(model, 8, Message(set => Number(set, 2, OperatorSet)));
    });

    private static byte[] Graph(string name, IReadOnlyList<float> weights, float bias) => Message(graph =>
    {
        Part(graph, 1, Node("MatMul", ["input", "weights"], "sum"));
        Part(graph, 1, Node("Add", ["sum", "bias"], "shifted"));
        Part(graph, 1, Node("Sigmoid", ["shifted"], "probability"));
        Text(graph, 2, name);
        Part(graph, 5, Tensor("weights", [weights.Count, 1], weights));
        Part(graph, 5, Tensor("bias", [1], [bias]));
        Part(graph, 11, Value("input", weights.Count));
        Part(graph, 12, Value("probability", 1));
    });

    private static byte[] Node(string type, IReadOnlyList<string> inputs, string output) => Message(node =>
    {
        foreach (string input in inputs)
            Text(node, 1, input);
        Text(node, 2, output);
        Text(node, 3, $"{type}_{output}");
        Text(node, 4, type);
    });

    private static byte[] Tensor(string name, IReadOnlyList<long> shape, IReadOnlyList<float> values) => Message(tensor =>
    {
        foreach (long size in shape)
            Number(tensor, 1, size);
        Number(tensor, 2, FloatType);
        Text(tensor, 8, name);
        // Raw data is little-endian, as the machines are that this runs on.
        Part(tensor, 9, MemoryMarshal.AsBytes(values.ToArray().AsSpan()).ToArray());
    });

    // A batch of rows: the number of rows is left open.
    private static byte[] Value(string name, long width) => Message(value =>
    {
        Text(value, 1, name);
        Part(value, 2, Message(type => Part(type, 1, Message(tensor =>
        {
            Number(tensor, 1, FloatType);
            Part(tensor, 2, Message(shape =>
            {
                Part(shape, 1, Message(rows => Text(rows, 2, "rows")));
                Part(shape, 1, Message(columns => Number(columns, 1, width)));
            }));
        }))));
    });

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using MemoryStream bytes = new();
        using (CodedOutputStream message = new(bytes, leaveOpen: true))
            write(message);
        return bytes.ToArray();
    }

    private static void Number(CodedOutputStream message, int field, long value)
    {
        message.WriteTag(field, WireFormat.WireType.Varint);
        message.WriteInt64(value);
    }

    private static void Text(CodedOutputStream message, int field, string value)
    {
        message.WriteTag(field, WireFormat.WireType.LengthDelimited);
        message.WriteString(value);
    }

    private static void Part(CodedOutputStream message, int field, byte[] part)
    {
        message.WriteTag(field, WireFormat.WireType.LengthDelimited);
        message.WriteBytes(ByteString.CopyFrom(part));
    }
}
