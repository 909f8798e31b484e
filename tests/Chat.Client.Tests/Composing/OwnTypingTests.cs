using Chat.Client.Tests.Machine;

namespace Chat.Client.Tests.Composing;

public sealed class OwnTypingTests
{
    private readonly MachineFixture _device = new MachineFixture().Live();

    private IEnumerable<bool> Told => _device.Output.Typed.Select(typed => typed.Typing);

    [Fact]
    public void Of_many_keys_one_in_3_s_is_told()
    {
        for (var key = 0; key < 10; key++)
        {
            Say(true);
            _device.Advance(TimeSpan.FromMilliseconds(500));
        }

        Assert.Equal([true, true], Told);
    }

    [Fact]
    public void The_end_is_told_once_and_only_of_what_was_begun()
    {
        Say(false);
        Say(true);
        Say(false);
        Say(false);
        Say(true);

        Assert.Equal([true, false, true], Told);
    }

    [Fact]
    public void What_has_expired_at_the_others_needs_no_end()
    {
        Say(true);
        _device.Advance(TimeSpan.FromSeconds(7));
        Say(false);

        Assert.Equal([true], Told);
    }

    [Fact]
    public void Offline_nothing_is_told_then_or_later()
    {
        _device.Do(machine => machine.Disconnected());
        Say(true);
        _device.Do(machine => machine.Connected(MachineFixture.Me, MachineFixture.MyDevice));

        Assert.Empty(Told);
    }

    private void Say(bool typing) => _device.Do(machine => machine.Screen.Typing.Say(MachineFixture.Chat, typing));
}
