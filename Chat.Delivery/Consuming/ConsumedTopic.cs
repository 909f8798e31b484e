using Chat.Delivery.Routing;
using Confluent.Kafka;

namespace Chat.Delivery.Consuming;

/// <summary>A topic, and what becomes of its records.</summary>
/// <param name="Read">Makes a record; its second argument is called once the record is done.</param>
/// <param name="RouteAsync">Ends when everything of the records is under way and holds their acknowledgements.</param>
/// <param name="Forgotten">Null: what Kafka forgets of it is left to the devices' heads.</param>
internal sealed record ConsumedTopic(
    string Name,
    Func<ConsumeResult<byte[], byte[]>, Action, ConsumedRecord> Read,
    Func<IReadOnlyList<RoutedEvent>, CancellationToken, Task> RouteAsync,
    ForgottenRecords? Forgotten = null);
