using System.Diagnostics;
using System.Text;
using Chat.Contracts.Internal;
using Chat.Delivery.Consuming;
using Chat.ServiceDefaults.Telemetry;
using Chat.Testing.Time;
using Confluent.Kafka;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chat.Delivery.Tests.Consuming;

public sealed class RecordReaderTests
{
    private readonly ManualTimeProvider _time = new(DateTimeOffset.FromUnixTimeMilliseconds(Sample.Accepted));
    private readonly RecordReader _reader;

    public RecordReaderTests() => _reader = new RecordReader(_time, NullLogger<RecordReader>.Instance);

    [Fact]
    public void A_records_events_keep_their_order()
    {
        var record = Read(Batch(Sample.Message(7, 1, 10), Sample.Message(7, 2, 10)));
        Assert.Equal([1L, 2L], record.Events.Select(routed => routed.Event.Message.Seq));
    }

    [Fact]
    public void A_record_that_is_none_is_skipped()
    {
        Assert.Empty(Read([0xff, 0xff, 0xff]).Events);
        Assert.Empty(Read(null).Events);
    }

    [Fact]
    public void Parts_come_with_their_recipients()
    {
        var part = new FanOutPart { Event = Sample.Message(7, 1, 10), UserIds = { 3, 4 } };
        var change = new FanOutPart { Event = Sample.Change(7, 2, "renamed"), UserIds = { 5 }, FirstSeqs = { 8 } };
        var record = _reader.ReadParts(Result(new FanOutBatch { Parts = { part, change } }.ToByteArray(), null), () => { });

        Assert.Equal([3L, 4L], record.Events[0].Recipients!.Select(member => member.User.Value));
        Assert.Equal(8, Assert.Single(record.Events[1].Recipients!).FirstSeq);
    }

    [Fact]
    public void Old_events_are_skipped_but_for_revocations()
    {
        _time.Advance(RecordReader.MaxAge + TimeSpan.FromMilliseconds(1));
        var record = Read(Batch(Sample.Message(7, 1, 10), Sample.Revoked(10)));
        Assert.Equal([Event.BodyOneofCase.DeviceRevoked], record.Events.Select(routed => routed.Event.BodyCase));
    }

    [Fact]
    public void The_trace_goes_on_from_the_header()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ChatActivity.SourceName,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        var headers = new Headers { { ChatActivity.TraceParentHeader, Encoding.ASCII.GetBytes("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01") } };

        var record = Read(Batch(Sample.Message(7, 1, 10)), headers);

        Assert.Equal("0af7651916cd43dd8448eb211c80319c", record.Events[0].Trace.TraceId.ToString());
        Assert.Null(Activity.Current);
    }

    private static byte[] Batch(params Event[] events) => new EventBatch { Events = { events } }.ToByteArray();

    private ConsumedRecord Read(byte[]? value, Headers? headers = null) => _reader.ReadEvents(Result(value, headers), () => { });

    private static ConsumeResult<byte[], byte[]> Result(byte[]? value, Headers? headers) => new()
    {
        TopicPartitionOffset = new TopicPartitionOffset("t", 0, 1),
        Message = new Message<byte[], byte[]> { Value = value!, Headers = headers },
    };
}
