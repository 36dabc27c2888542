#!/bin/sh
# A worker in php that takes jobs from a queue and never ends; php's own allocator is switched off (USE_ZEND_ALLOC=0).
# The jobs are ours: orders, imports, mails and reports, whose customers and templates it caches; rushes of imports come
# a few times a day. It ends, killed, when the queue is nearly empty.
. "$(dirname "$0")/recording.sh"
need php php-cli

cat >"$work/worker.php" <<'PHP'
<?php
mt_srand((int) $argv[1]);

$lexicon = [];
for ($i = 0; $i < 3000; $i++) {
    $word = '';
    for ($s = mt_rand(1, 4); $s > 0; $s--) $word .= ['ba', 'de', 'ki', 'lo', 'mu', 'na', 'po', 'ra', 'si', 'tu', 've', 'wo'][mt_rand(0, 11)];
    $lexicon[] = $word;
}

function words(int $count): string
{
    global $lexicon;
    $text = [];
    for ($i = 0; $i < $count; $i++) $text[] = $lexicon[mt_rand(0, 2999)];
    return implode(' ', $text);
}

final class Customer
{
    public array $orders = [];
    public array $address;

    public function __construct(public int $id, public string $name)
    {
        $this->address = ['street' => words(2), 'city' => words(1), 'note' => mt_rand(0, 3) ? '' : words(20)];
    }
}

final class Worker
{
    private array $customers = [];
    private array $templates = [];
    private array $totals = [];

    private function customer(int $id): Customer
    {
        $customer = $this->customers[$id] ?? new Customer($id, words(2));
        // The customer that was used last stands last, so the first one goes.
        unset($this->customers[$id]);
        $this->customers[$id] = $customer;
        if (count($this->customers) > 6000) unset($this->customers[array_key_first($this->customers)]);
        return $customer;
    }

    public function order(int $id): void
    {
        $customer = $this->customer($id);
        $lines = [];
        for ($i = mt_rand(1, 8); $i > 0; $i--) $lines[] = ['item' => mt_rand(1, 5000), 'count' => mt_rand(1, 9), 'text' => words(mt_rand(2, 6))];
        $customer->orders[] = json_decode(json_encode(['lines' => $lines, 'customer' => $customer->name]), true);
        if (count($customer->orders) > 12) array_shift($customer->orders);
        $this->totals[$id % 300][] = count($lines);
    }

    public function mail(int $id): void
    {
        $kind = mt_rand(0, 40);
        $template = $this->templates[$kind] ??= 'Dear {name}, ' . words(mt_rand(60, 400)) . ' {orders}';
        if (mt_rand(0, 400) == 0) unset($this->templates[$kind]);
        $customer = $this->customer($id);
        $orders = implode("\n", array_map(fn($order) => count($order['lines']) . ' things for ' . $order['customer'], $customer->orders));
        md5(strtr($template, ['{name}' => $customer->name, '{orders}' => $orders]));
    }

    public function import(int $rows): void
    {
        $lines = [];
        for ($i = 0; $i < $rows; $i++) $lines[] = mt_rand(1, 12000) . ';' . words(2) . ';' . words(mt_rand(2, 10));
        $text = implode("\n", $lines);
        unset($lines);
        $table = array_map(fn($line) => explode(';', $line), explode("\n", $text));
        usort($table, fn($a, $b) => strcmp($a[1], $b[1]));
        foreach ($table as $at => [$id, $name]) {
            if ($at % 20 == 0) $this->customer((int) $id)->name = $name;
        }
    }

    public function report(): void
    {
        $sums = array_map(fn($counts) => ['orders' => count($counts), 'lines' => array_sum($counts)], $this->totals);
        uasort($sums, fn($a, $b) => $b['lines'] <=> $a['lines']);
        json_encode($sums, JSON_PRETTY_PRINT);
        $this->totals = [];
    }
}

$worker = new Worker();
for ($hour = 6; $hour < 54; $hour++) {
    $busy = 0.05 + 0.95 * max(0, sin(M_PI * ($hour % 24 - 6) / 17));
    for ($job = (int) (660 * $busy); $job > 0; $job--) {
        $id = (int) (12000 * (mt_rand() / mt_getrandmax()) ** 2);
        mt_rand(0, 2) ? $worker->order($id) : $worker->mail($id);
    }
    if (in_array($hour % 24, [8, 13, 18])) $worker->import(mt_rand(10000, 18000));
    if ($hour % 24 == 23) $worker->report();
}
exec('kill -9 ' . getmypid());
PHP

cd "$work"
USE_ZEND_ALLOC=0 "$heaplab" record -o "$trace" -- php -n worker.php "$seed"
