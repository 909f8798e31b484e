using System.Net;
using Chat.ServiceDefaults.Instances;

namespace Chat.ServiceDefaults.Tests.Instances;

public sealed class OwnAddressTests
{
    [Fact]
    public void Neither_loopback_nor_a_link_local_address_is_chosen() =>
        // As on Azure Container Apps.
        Assert.Equal("100.100.61.190", Choose("127.0.0.1", "169.254.1.240", "169.254.1.241", "100.100.61.190"));

    [Fact]
    public void An_interface_with_a_gateway_goes_first() => Assert.Equal("172.17.0.2", Choose("10.0.0.1", "172.17.0.2 gateway"));

    [Fact]
    public void A_link_local_address_stays_unusable_with_a_gateway() => Assert.Equal("10.0.0.1", Choose("169.254.1.240 gateway", "10.0.0.1"));

    [Fact]
    public void The_order_of_the_interfaces_does_not_matter()
    {
        string[] found = ["10.0.0.12 gateway", "10.0.0.9 gateway", "192.168.0.1 gateway"];

        Assert.Equal("10.0.0.9", Choose(found));
        Assert.Equal("10.0.0.9", Choose([.. found.Reverse()]));
    }

    [Fact]
    public void None_is_chosen_when_none_can_be_reached() => Assert.Null(Choose("127.0.0.1", "169.254.1.240 gateway"));

    [Fact]
    public void This_machines_interfaces_can_be_read() => Assert.Contains(OwnAddress.Read(), own => IPAddress.IsLoopback(own.Address));

    private static string? Choose(params string[] found) =>
        OwnAddress.Choose(found.Select(own => new OwnAddress(IPAddress.Parse(own.Split(' ')[0]), own.EndsWith("gateway", StringComparison.Ordinal))))
            ?.ToString();
}
