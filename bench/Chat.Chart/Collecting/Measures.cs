using System.Text.Json;

namespace Chat.Chart.Collecting;

/// <summary>
/// What is measured, and against what: ejabberd's figures were taken on a machine of the same kind (bench/README.md says
/// how); where they were a range, its better end stands here.
/// </summary>
internal static class Measures
{
    public static readonly IReadOnlyList<Measure> All =
    [
        new("pairs.json", "1:1, 1,000 users, 8 under way", "msg/s", Better.More, 2_590, 7_500, 12_000, Chat("perSecond")),
        new("pairs.json", "1:1, the same, server CPU", "µs/msg", Better.Less, 633, 210, 130, Chat("serverMicrosecondsPerMessage")),
        new("pairs-4000.json", "CPU against the bare hub's, open loop 4,000 msg/s", "times", Better.Less, null, 2.5, 1.7, ToBare("serverMicrosecondsPerMessage")),
        new("pairs-1000.json", "open loop 1,000 msg/s, p50", "ms", Better.Less, 1.8, 5, 3, Chat("deliveryP50Ms")),
        new("pairs-1000.json", "open loop 1,000 msg/s, p99", "ms", Better.Less, 5.3, 15, 8, Chat("deliveryP99Ms")),
        new("pairs-4000.json", "open loop 4,000 msg/s, p99", "ms", Better.Less, null, 50, 20, Chat("deliveryP99Ms")),
        new("group.json", "group of 1,000 online", "deliveries/s", Better.More, 17_700, 45_000, 80_000, Chat("deliveriesPerSecond")),
        new("group.json", "group of 1,000 online, server CPU", "µs/delivery", Better.Less, 80, 27, 15, Chat("serverMicrosecondsPerDelivery")),
        new("group-10.json", "group of 1,000 at 10 msg/s, last member p99", "ms", Better.Less, 81, 60, null, Chat("lastMemberP99Ms")),
        new("group-10000.json", "group of 10,000, 2,000 online, last member p99", "ms", Better.Less, null, 250, null, Chat("lastMemberP99Ms")),
        new("group-10000.json", "the same, server CPU for each who is offline", "µs/msg", Better.Less, null, 10, null, AtLeast0("serverMicrosecondsPerOffline")),
        new("group-10000.json", "1:1 at 500 msg/s beside it, p99", "ms", Better.Less, null, 50, null, Beside("deliveryP99Ms")),
        new("slow.json", "one of 1,000 never reads: the others' p99 against before", "times", Better.Less, null, 1.2, null, NotReading("lastMemberP99Ms")),
        new("join.json", "10,000 join in one call, until the last one knows", "s", Better.Less, null, 3, null, Chat("changedLastMs", times: 0.001)),
        new("presence.json", "5,000 users come and go, 500 watch: CPU of presence and Redis", "% of a core", Better.Less, null, 10, null, Chat("presenceAndRedisPercent")),
        new("storm-admitted.json", "5,000 dropped at once, 1,000 let in a second, all back", "s", Better.Less, null, 6, null, Chat("allBackMs", times: 0.001)),
        new("idle.json", "idle connection, all processes", "KiB", Better.Less, 46, 46, 25, Chat("kibibytesPerConnection")),
        new("storm.json", "connects with a token", "/s", Better.More, 960, 2_000, 4_000, Chat("connectsPerSecond")),
        new("storm.json", "connects with a token, server CPU", "µs each", Better.Less, 1_600, 600, null, Chat("serverMicrosecondsPerConnect")),
        new("storm.json", "5,000 dropped at once, all back and in sync", "s", Better.Less, 3.7, 3, 1.5, Chat("allBackMs", times: 0.001)),
        new("offline.json", "1,000 missed messages on return", "ms", Better.Less, 76, 60, 25, Chat("returnP50Ms")),
        new("sender.json", "one sender, one chat, 64 under way", "msg/s", Better.More, 725, 4_000, 10_000, Chat("perSecond")),
    ];

    private static Func<JsonElement, double?> Chat(string figure, double times = 1) =>
        summary => FigureOf(Report(summary, 0), figure) * times;

    private static Func<JsonElement, double?> ToBare(string figure) =>
        summary => FigureOf(Report(summary, 0), figure) / FigureOf(Report(summary, 1), figure);

    /// <summary>A difference of two runs may come out below nothing.</summary>
    private static Func<JsonElement, double?> AtLeast0(string figure) =>
        summary => FigureOf(Report(summary, 0), figure) is { } measured ? Math.Max(0, measured) : null;

    private static Func<JsonElement, double?> Beside(string figure) =>
        summary => FigureOf(Report(summary, 2).GetProperty("beside"), figure);

    private static Func<JsonElement, double?> NotReading(string figure) =>
        summary => FigureOf(summary.GetProperty("whileItDoesNot"), figure) / FigureOf(summary.GetProperty("whileItReads"), figure);

    private static JsonElement Report(JsonElement summary, int index) =>
        summary.ValueKind == JsonValueKind.Array ? summary[index] : summary;

    private static double? FigureOf(JsonElement report, string name)
    {
        var figure = report.GetProperty(name);
        return figure.ValueKind == JsonValueKind.Null ? null : figure.GetDouble();
    }
}
