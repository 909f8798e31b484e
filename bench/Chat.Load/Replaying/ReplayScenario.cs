using System.Diagnostics;
using Chat.Load.Conversations;
using Chat.Load.Reporting;
using Chat.Load.Verifying;

namespace Chat.Load.Replaying;

/// <summary>A corpus through the whole stack, and what came of it.</summary>
internal static class ReplayScenario
{
    private const int ConnectsAtOnce = 16;

    public static async Task<int> RunAsync(ReplayOptions options, CancellationToken cancellationToken)
    {
        var rooms = options.File is null
            ? GeneratedConversation.Make(options.Rooms, options.LinesPerRoom)
            : await CorpusFile.ReadAsync(options.File, options.Rooms, options.LinesPerRoom, cancellationToken);
        var run = new ReplayRun();
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        var enrolment = new Enrolment(options, run, http);

        var enrolling = enrolment.EnrolAsync(rooms, cancellationToken);
        await new ProgressLine(() => $"users signed up and logged in: {enrolment.Done}", run.Time).WhileAsync(enrolling);
        var speakers = await enrolling;
        ReplayedDevice[] devices = [.. speakers.Values.SelectMany(speaker => speaker.Devices)];
        var replayed = await enrolment.CreateRoomsAsync(rooms, speakers, cancellationToken);
        await using var acks = options.Acks is null ? null : new AckLog(options.Acks);
        foreach (var room in acks is null ? [] : replayed)
        {
            var reader = new AckedRoom(room.Chat, room.Name, room.Speakers.First().UserName, enrolment.Password);
            await acks!.WriteAsync(reader, cancellationToken);
        }

        try
        {
            await ConnectAsync(devices, run, cancellationToken);
            var report = await ReplayAsync(options, run, replayed, devices, speakers.Count, acks, cancellationToken);
            Console.WriteLine(report);
            await JsonSummary.WriteAsync(options.Json, report, cancellationToken);
            return report.Passed ? 0 : 1;
        }
        finally
        {
            await Task.WhenAll(devices.Select(device => device.DisposeAsync().AsTask()));
        }
    }

    private static async Task ConnectAsync(ReplayedDevice[] devices, ReplayRun run, CancellationToken cancellationToken)
    {
        var connecting = Parallel.ForEachAsync(
            devices,
            new ParallelOptions { MaxDegreeOfParallelism = ConnectsAtOnce, CancellationToken = cancellationToken },
            async (device, token) => await device.ConnectAsync(token));
        await new ProgressLine(() => $"devices connected: {devices.Count(device => !device.IsAway)} of {devices.Length}", run.Time)
            .WhileAsync(connecting);
    }

    private static async Task<ReplayReport> ReplayAsync(
        ReplayOptions options,
        ReplayRun run,
        IReadOnlyList<ReplayedRoom> rooms,
        ReplayedDevice[] devices,
        int users,
        AckLog? acks,
        CancellationToken cancellationToken)
    {
        var total = rooms.Sum(room => (long)room.Lines.Count);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pace = options.Rate is { } rate ? new Pace(rate, run.Time) : null;
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var started = run.Time.GetTimestamp();

        var work = SendAndSettleAsync();
        var stall = new StallWatch(run, options.Stall).RunAsync(giveUp);
        try
        {
            await new ProgressLine(Progress, run.Time).WhileAsync(work);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Console.WriteLine($"Given up: nothing moved for {options.Stall.TotalSeconds} s, or not everything arrived within {options.Settle.TotalSeconds} s.");
        }

        var took = run.Time.GetElapsedTime(started);
        await giveUp.CancelAsync();
        await stall;
        return await ReplayComparison.MakeAsync(run, rooms, devices, users, took, cpu, options.Disturbed, cancellationToken);

        async Task SendAndSettleAsync()
        {
            var away = options.EverybodyStays ? Task.CompletedTask : new Absences(run, total).RunAsync(devices, giveUp.Token);
            await new RoomSending(run, pace, acks).SendAllAsync(rooms, giveUp.Token);
            await away;
            // Nothing is asked for here: the devices must come to everything by their own means.
            await new Settling(run, options.Settle).WaitAsync(devices, giveUp.Token);
        }

        string Progress()
        {
            var delivered = devices.Sum(device => device.ReceivedCount);
            var seconds = run.Time.GetElapsedTime(started).TotalSeconds;
            return $"{seconds,5:0} s  sent {run.Acked} of {total} ({run.Acked / seconds:0}/s), delivered {delivered} of "
                + $"{devices.Sum(device => device.ExpectedCount)} ({delivered / seconds:0}/s), away {devices.Count(device => device.IsAway)}";
        }
    }
}
