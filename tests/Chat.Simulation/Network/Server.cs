using Chat.Simulation.Scheduling;
using Google.Protobuf;

namespace Chat.Simulation.Network;

/// <summary>What a process answers internal calls with.</summary>
internal sealed class Server(Node node)
{
    private readonly Dictionary<string, Func<byte[], CancellationToken, Task<IMessage>>> _calls = [];
    private readonly Dictionary<string, Func<byte[], CancellationToken, IAsyncEnumerable<IMessage>>> _streams = [];

    public Node Node => node;

    /// <summary>Calls under way in it, told when it is killed.</summary>
    public HashSet<Action> OnKilled { get; } = [];

    public void Map<TRequest, TResult>(string route, MessageParser<TRequest> parser, Func<TRequest, CancellationToken, Task<TResult>> handle)
        where TRequest : IMessage<TRequest>
        where TResult : IMessage<TResult> =>
        _calls.Add(route, async (body, cancellation) => await handle(parser.ParseFrom(body), cancellation));

    public void MapStream<TRequest, TResult>(string route, MessageParser<TRequest> parser, Func<TRequest, CancellationToken, IAsyncEnumerable<TResult>> handle)
        where TRequest : IMessage<TRequest>
        where TResult : IMessage<TResult>
    {
        _streams.Add(route, Stream);
        async IAsyncEnumerable<IMessage> Stream(byte[] body, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
        {
            await foreach (var item in handle(parser.ParseFrom(body), cancellation))
                yield return item;
        }
    }

    public Func<byte[], CancellationToken, Task<IMessage>>? Call(string route) => _calls.GetValueOrDefault(route);

    public Func<byte[], CancellationToken, IAsyncEnumerable<IMessage>>? Stream(string route) => _streams.GetValueOrDefault(route);
}
