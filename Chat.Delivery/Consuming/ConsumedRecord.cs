using System.Diagnostics;
using Chat.Contracts.Internal;
using Chat.Delivery.Members;
using Chat.Delivery.Routing;
using Confluent.Kafka;

namespace Chat.Delivery.Consuming;

/// <summary>One record under way, from its reading until all it led to is done.</summary>
internal sealed class ConsumedRecord
{
    private readonly Activity? _activity;
    private readonly Action _done;
    private volatile bool _isDone;

    /// <param name="events">What is to be routed of it; none for a record that is skipped.</param>
    /// <param name="bytes">Of its value.</param>
    /// <param name="activity">Its span, which ends with it.</param>
    /// <param name="done">Called once, from anywhere.</param>
    /// <param name="recipients">Of each event, if it is a part.</param>
    public ConsumedRecord(
        TopicPartitionOffset position,
        IReadOnlyList<Event> events,
        int bytes,
        Activity? activity,
        Action done,
        IReadOnlyList<IReadOnlyList<Member>>? recipients = null)
    {
        Position = position;
        Bytes = bytes;
        _activity = activity;
        _done = done;
        Acknowledgement = new Acknowledgement(Done);
        var trace = activity?.Context ?? default;
        Events = [.. events.Select((e, i) => new RoutedEvent(e, Acknowledgement, trace, recipients?[i]))];
    }

    public TopicPartitionOffset Position { get; }

    public IReadOnlyList<RoutedEvent> Events { get; }

    public int Bytes { get; }

    public Acknowledgement Acknowledgement { get; }

    public bool IsDone => _isDone;

    private void Done()
    {
        _isDone = true;
        _activity?.Dispose();
        _done();
    }
}
