using Chat.Contracts.Errors;
using Chat.Load;
using Chat.Load.Absent;
using Chat.Load.Bare;
using Chat.Load.Faults;
using Chat.Load.Groups;
using Chat.Load.Idling;
using Chat.Load.Joining;
using Chat.Load.Lagging;
using Chat.Load.Pairs;
using Chat.Load.Presences;
using Chat.Load.Replaying;
using Chat.Load.Storms;
using Chat.Load.Verifying;
using Chat.Load.Wire;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

try
{
    return args switch
    {
        ["replay", .. var rest] => await ReplayScenario.RunAsync(ReplayOptions.Parse(rest), stop.Token),
        ["verify", var acks, .. var rest] => await VerifyScenario.RunAsync(acks, Arguments.Parse(rest, ["--edge"], []), stop.Token),
        ["pairs", .. var rest] => await PairsScenario.RunAsync(PairsOptions.Parse(rest), stop.Token),
        ["group", .. var rest] => await GroupScenario.RunAsync(GroupOptions.Parse(rest), stop.Token),
        ["join", .. var rest] => await JoinScenario.RunAsync(JoinOptions.Parse(rest), stop.Token),
        ["presence", .. var rest] => await PresenceScenario.RunAsync(PresenceOptions.Parse(rest), stop.Token),
        ["slow", .. var rest] => await SlowScenario.RunAsync(SlowOptions.Parse(rest), stop.Token),
        ["storm", .. var rest] => await StormScenario.RunAsync(StormOptions.Parse(rest), stop.Token),
        ["offline", .. var rest] => await OfflineScenario.RunAsync(OfflineOptions.Parse(rest), stop.Token),
        ["idle", .. var rest] => await IdleScenario.RunAsync(IdleOptions.Parse(rest), stop.Token),
        ["faults", .. var rest] => await FaultsScenario.RunAsync(FaultsOptions.Parse(rest), stop.Token),
        ["relay"] => await RelayServer.RunAsync(stop.Token),
        _ => throw new UsageException("No such scenario."),
    };
}
catch (UsageException wrong)
{
    Console.Error.WriteLine($"{wrong.Message}\n\n{Usage.Text}");
    return 2;
}
catch (Exception failure) when (
    failure is HttpRequestException or ChatException or ConnectRefusedException or IOException or InvalidDataException)
{
    Console.Error.WriteLine($"The scenario could not be run: {failure.Message}");
    return 3;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}
